import pytest

from tests.syntheses.worlds import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()
