"""Run the proofing press; web processes start it themselves."""

import sys

from django.core.management.base import BaseCommand

from editorial.typesetting import proofer


class Command(BaseCommand):
    help = "打样机：为“看排版”和“改动对照”排单篇文章、画页面；由网站进程自动启动，不必手工运行"
    requires_system_checks = ()

    def handle(self, **options):
        proofer.serve(sys.stdin.fileno())
