from django.apps import AppConfig


class InfoGridsConfig(AppConfig):
    name = "polyphonie.info_grids"

    def ready(self) -> None:
        from polyphonie.core.signals import campaign_checked, campaign_created, rows_asked_to_go
        from polyphonie.info_grids.signals import check_form, prepare_form_of_a_new_campaign, published_grids_of

        campaign_created.connect(prepare_form_of_a_new_campaign, dispatch_uid="info_grids_prepare_form")
        campaign_checked.connect(check_form, dispatch_uid="info_grids_check_form")
        rows_asked_to_go.connect(published_grids_of, dispatch_uid="info_grids_published_grids")
