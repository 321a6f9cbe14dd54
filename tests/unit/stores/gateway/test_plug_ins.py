"""What a gateway answers, and what it is asked, is shown to no plug-in of pydantic."""

from pathlib import Path

import pytest

from tests.unit.helpers.program import python

_ANSWERS = "from profile_browser.stores.gateway.answers import user_in as read"
_MODELS = "from profile_browser.gateway.models import UserModel; read = UserModel.model_validate"


@pytest.mark.parametrize("importing", [_ANSWERS, _MODELS])
def test_pydantic_plug_ins_of_other_packages_are_not_loaded(tmp_path: Path, importing: str) -> None:
    metadata = tmp_path / "prying-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: prying\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[pydantic]\nprying = prying:plugin\n")
    (tmp_path / "prying.py").write_text("print('it is loaded')\nplugin = None\n")
    source = f"{importing}; print(read({{'username': 'x'}}).username)"
    variables = {"PYTHONPATH": str(tmp_path), "PYDANTIC_DISABLE_PLUGINS": ""}  # the tests' is set
    ended = python("-c", source, home=tmp_path, **variables)
    assert (ended.out, ended.err) == ("x\n", "")
