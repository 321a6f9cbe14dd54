"""The .deb and the .rpm have all files, and say what software centres say."""

import re
import xml.etree.ElementTree as ET

from tests.unit.helpers.sources import PACKAGE
from tests.unit.test_linux_install import INSTALLED, METAINFO

NFPM = (PACKAGE.parent / ".ci" / "nfpm" / "nfpm.yaml").read_text(encoding="utf-8")
COMPONENT = ET.parse(METAINFO).getroot()


def test_every_file_that_the_install_script_puts_in_place_is_packed() -> None:
    collected = re.findall(r"src: build/package/files(\S+?)/?\n +dst: (\S+)", NFPM)
    assert [source for source, _ in collected] == [target for _, target in collected]
    targets = tuple(f"{target}/" for _, target in collected)
    assert {path for path in INSTALLED if not f"/usr/{path}".startswith(targets)} == set()


def test_a_package_has_the_licence_the_developers_and_the_summary_of_software_centres() -> None:
    summary = (COMPONENT.findtext("summary") or "").replace("’", "'")
    assert f"\nlicense: {COMPONENT.findtext('project_license')}\n" in NFPM
    assert f"\nmaintainer: {COMPONENT.findtext('developer_name')} <" in NFPM
    assert f"\ndescription: |\n  {summary}\n" in NFPM
