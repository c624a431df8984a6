from django.apps import AppConfig


class InfoGridsConfig(AppConfig):
    name = "polyphonie.info_grids"

    def ready(self) -> None:
        from polyphonie.core.signals import campaign_checked, campaign_created
        from polyphonie.info_grids.signals import check_form, prepare_form_of_a_new_campaign

        campaign_created.connect(prepare_form_of_a_new_campaign, dispatch_uid="info_grids_prepare_form")
        campaign_checked.connect(check_form, dispatch_uid="info_grids_check_form")
