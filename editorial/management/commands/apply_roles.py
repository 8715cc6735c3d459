"""Make the groups hold exactly the permissions that ``editorial.roles`` names."""

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial import roles


class Command(BaseCommand):
    help = "把角色与权限表写入数据库（可重复执行）"

    @transaction.atomic
    def handle(self, **options):
        for role in roles.ROLES:
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.set(
                Permission.objects.filter(
                    content_type__app_label="editorial",
                    codename__in=roles.permissions_of(role),
                )
            )
        if options["verbosity"]:
            self.stdout.write(f"已更新 {len(roles.ROLES)} 个角色的权限。")
