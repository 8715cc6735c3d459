"""成员: who signs in, by Chinese name; roles are the groups that ``apply_roles`` made."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group

from editorial.admin.base import DeskAdmin
from editorial.models import User

admin.site.unregister(Group)


class NewMemberForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "name")


class MemberForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": "角色"}
        help_texts = {
            "groups": "一人可兼数职；各角色能做什么见编辑手册。",
            "is_active": "离开编辑部的成员取消这一项，其文章和记录都保留。",
            "is_staff": "勾选后才能进入编务台。",
            "is_superuser": "管理员不受角色限制，请只给负责系统的人。",
        }


@admin.register(User)
class MemberAdmin(DeskAdmin, UserAdmin):
    form = MemberForm
    add_form = NewMemberForm
    list_display = ("username", "name", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人", {"fields": ("name", "email")}),
        ("角色", {"fields": ("groups", "is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "name", "usable_password",
                                                 "password1", "password2")}),
    )  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="角色")
    def roles(self, user):
        names = [group.name for group in user.groups.all()]
        return "、".join(["管理员"] * user.is_superuser + names) or "—"
