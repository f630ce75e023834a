"""Writes what a check has found as JUnit XML, which every CI can show."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from contract_kit.check.complaint import Complaint


def junit_report(checks: Sequence[str], complaints: Iterable[Complaint]) -> str:
    """Write a test case for each complaint, and one for each check without any."""
    found: dict[str, list[str]] = {name: [] for name in checks}
    for complaint in complaints:
        found.setdefault(complaint.check, []).append(complaint.text)
    suite = Element("testsuite", name="contract-kit")
    for name, texts in found.items():
        for text in texts:
            case = SubElement(suite, "testcase", classname=name, name=_title(text))
            SubElement(case, "failure", message=_title(text)).text = text
        if not texts:
            SubElement(suite, "testcase", classname=name, name="nothing to mend")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(sum(map(len, found.values()))))
    return f"{tostring(suite, encoding='unicode', xml_declaration=True)}\n"


def _title(text: str) -> str:
    return text.splitlines()[0]
