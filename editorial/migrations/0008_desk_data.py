"""What 0.1.0 stored, in the words of the three reviews: 送审 becomes 初审; proofs get numbers."""

from django.db import migrations
from django.db.models import F, Window
from django.db.models.functions import RowNumber

OLD, NEW = "submitted", ("first_review", "second_review", "final_review")


def into_first_review(apps, schema_editor):
    """One review was all there was: who waits for it now waits for the first of three.

    What was approved stays approved. Records keep the words of their day.
    """
    apps.get_model("editorial", "Article").objects.filter(state=OLD).update(state=NEW[0])


def back_to_submitted(apps, schema_editor):
    apps.get_model("editorial", "Article").objects.filter(state__in=NEW).update(state=OLD)


def number_proofs(apps, schema_editor):
    """1, 2, 3 … in the order in which they were ordered, issue by issue."""
    Edition = apps.get_model("editorial", "Edition")
    rank = Window(RowNumber(), partition_by=F("issue"), order_by="pk")
    proofs = Edition.objects.filter(kind="proof").annotate(place=rank)
    for pk, place in list(proofs.values_list("pk", "place")):
        Edition.objects.filter(pk=pk).update(number=place)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_desk")]

    operations = [
        migrations.RunPython(into_first_review, back_to_submitted),
        migrations.RunPython(number_proofs, migrations.RunPython.noop),
    ]
