"""成员: who signs in, by Chinese name; roles are the groups that ``apply_roles`` made."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.http import HttpResponseRedirect

from editorial import signin
from editorial.admin.base import DeskAdmin
from editorial.admin.links import change_url
from editorial.admin.recorded import RecordedScreen, record
from editorial.models import Article, Issue, User

LEFT_BEHIND = "{who}已不能进入编务台，名下还有没写完的文章，请改派：{titles}。"
NOT_YOURSELF = "不能停用自己，也不能收回自己的管理员身份；请由另一位管理员来做。"
FACTOR_FORGOTTEN = "已作废{who}的第二重验证，下次登录时重新设置。"
NEVER_DELETED = (
    "没有删除{who}：写过的文章、历史和记录都要留着，谁做的要查得到。"
    "离开编辑部的成员，请在这里取消“有效”，即刻停用，以后可以恢复。"
)


ROLES_HELP = "一人可兼数职；各角色能做什么见编辑手册。"


class NewMemberForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("username", "name", "email", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": "角色"}
        help_texts = {"groups": ROLES_HELP, "email": "通知的信寄到这里；可以以后再填。"}


class MemberForm(UserChangeForm):
    editor = None  # who sits at the form

    def clean(self):
        cleaned = super().clean()
        is_own = self.editor is not None and self.editor.pk == self.instance.pk
        kept = ("is_active", "is_staff", "is_superuser")
        if is_own and not all(cleaned.get(name) for name in kept if name in self.fields):
            raise forms.ValidationError(NOT_YOURSELF)
        return cleaned

    class Meta:
        model = User
        fields = "__all__"
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": "角色"}
        help_texts = {
            "groups": ROLES_HELP,
            "is_active": "离开编辑部的成员取消这一项，其文章和记录都保留。",
            "is_staff": "勾选后才能进入编务台。",
            "is_superuser": "管理员不受角色限制，请只给负责系统的人。",
        }


@admin.register(User)
class MemberAdmin(RecordedScreen, DeskAdmin, UserAdmin):
    form = MemberForm
    add_form = NewMemberForm
    list_display = ("username", "name", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    actions = ("forget_factor",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人", {"fields": ("name", "email")}),
        ("角色", {"fields": ("groups", "is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "email", "groups", "password1", "password2")}),
    )

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            # Whoever gave the first password knows it.
            obj.must_change_password = obj.has_usable_password()
        super().save_model(request, obj, form, change)
        if change and not obj.is_active:
            left = Article.objects.filter(assignee=obj).exclude(state=Article.State.FINAL)
            open_now = left.filter(issue__in=Issue.objects.in_the_making())
            if titles := "".join(f"《{article}》" for article in open_now):
                messages.warning(request, LEFT_BEHIND.format(who=obj, titles=titles))

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.editor = request.user
        return form

    def delete_view(self, request, object_id, extra_context=None):
        """Nobody is deleted: who may manage members is told what to do instead."""
        member = self.get_object(request, object_id)
        if member is None or not self.has_change_permission(request, member):
            return super().delete_view(request, object_id, extra_context)
        messages.warning(request, NEVER_DELETED.format(who=member))
        return HttpResponseRedirect(change_url(member))

    def log_change(self, request, obj, message):
        """Of a new password that an administrator gave, which goes through no ``save_model``."""
        if request.resolver_match.url_name == "auth_user_password_change":
            record(obj, "set_password", "重设密码的", by=request.user)
            if obj.pk != request.user.pk:
                User.objects.filter(pk=obj.pk).update(must_change_password=True)
        return super().log_change(request, obj, message)

    @admin.action(description="作废所选成员的第二重验证", permissions=["change"])
    def forget_factor(self, request, members):
        for member in members:
            if signin.forget_second_factor(member):
                record(member, "forget_factor", "作废第二重验证的", by=request.user)
                messages.success(request, FACTOR_FORGOTTEN.format(who=member))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="角色")
    def roles(self, user):
        names = [group.name for group in user.groups.all()]
        return "、".join(["管理员"] * user.is_superuser + names) or "—"
