"""The finished files before a validator: PDF/UA-1 and PDF/A-2a; PDF/X-4 by questions of ours."""

import io
import subprocess

import page as validator
import pytest
from django.db import transaction
from django.test import override_settings
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from editorial.models import Edition
from editorial.typesetting import render_issue
from tests.typesetting import pressready, structure
from tests.typesetting.everything import make_everything

pytestmark = pytest.mark.django_db
KIND = Edition.Kind
PROFILES = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A)


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker, tmp_path_factory):
    """All four products of one issue, by kind; the database is as before."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        issue, article = make_everything()
        made = {
            kind: render_issue(issue, kind, article=article if kind == KIND.OFFPRINT else None).pdf
            for kind in KIND
        }
        transaction.set_rollback(True)
    return made


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", [KIND.WEB, KIND.OFFPRINT])
def test_it_is_what_it_says(files, kind, profile):
    assert faults(files[kind], profile) == []


def faults(data: bytes, profile) -> list[str]:
    limits = validator.SafetyLimits.unlimited()
    report = validator.validate_pdf_bytes(data, profile=profile, limits=limits)
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


def test_a_fault_would_be_noticed(files):
    spoilt = files[KIND.WEB].replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>7<")

    assert len(faults(spoilt, validator.ValidationProfile.PDF_UA_1)) == 1


@pytest.mark.parametrize("question", pressready.QUESTIONS)
def test_the_print_edition_is_ready_for_the_press(files, question):
    assert not question(opened(files[KIND.PRINT]))


@pytest.mark.parametrize(("question", "wrong"), [
    (pressready.actions, ["/OpenAction"]),
    (pressready.strange_boxes, [1]),
    (pressready.intents, ["no name"]),
    (pressready.foreign_spaces, {"/ICCBased"}),
    (pressready.loose_fonts, ["/Song"]),
])  # fmt: skip
def test_each_question_notices_what_it_asks_for(files, question, wrong):
    pdf = opened(files[KIND.PRINT])
    root = pdf.trailer["/Root"]
    root[NameObject("/OpenAction")] = DictionaryObject()
    del root["/OutputIntents"][0].get_object()["/OutputConditionIdentifier"]
    del pdf.pages[0].get_object()["/BleedBox"], pdf.pages[0].get_object()["/TrimBox"]
    group = next(each for each in structure.objects(pdf) if "/Group" in each)["/Group"]
    group[NameObject("/CS")] = ArrayObject([NameObject("/ICCBased")])
    next(each for each in structure.objects(pdf) if "/FontName" in each)[
        NameObject("/FontName")
    ] = NameObject("/Song")

    assert question(pdf) == wrong


@pytest.mark.parametrize("kind", KIND.values)
def test_every_product_is_sound(files, kind, tmp_path):
    (tmp_path / "file.pdf").write_bytes(files[kind])

    checked = subprocess.run(
        ["qpdf", "--check", tmp_path / "file.pdf"], capture_output=True, text=True
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def opened(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))
