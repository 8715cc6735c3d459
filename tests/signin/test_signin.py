"""Signing in: throttled, first passwords changed, a second factor where an issue is at stake."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.models import SignInFailure, User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
LOGIN, DESK = "/desk/login/", "/desk/"


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post(
        f"{LOGIN}?next={DESK}", {"username": username, "password": password}, **extra
    )


def is_in(client) -> bool:
    return client.get(DESK).status_code == 200


# --- Throttling -----------------------------------------------------------------------------


def test_after_five_wrong_passwords_the_right_one_must_wait(client, newsroom):
    for _ in range(5):
        assert "登录失败的次数太多" not in sign_in(client, "lin", "wrong").content.decode()

    answer = sign_in(client, "Lin ").content.decode()

    assert "登录失败的次数太多，请过 15 分钟再试。忘了密码，请找管理员重设。" in answer
    assert not is_in(client)


def test_after_a_quarter_of_an_hour_one_may_try_again(client, newsroom):
    for _ in range(5):
        sign_in(client, "lin", "wrong")
    SignInFailure.objects.update(at=timezone.now() - dt.timedelta(minutes=16))

    sign_in(client, "lin")

    assert is_in(client)
    assert (
        SignInFailure.objects.filter(at__gt=timezone.now() - dt.timedelta(minutes=15)).count() == 0
    )


def test_others_are_not_kept_out_by_it(client, newsroom):
    for _ in range(5):
        sign_in(client, "lin", "wrong")

    sign_in(client, "chen")

    assert is_in(client)


def test_a_name_is_not_locked_by_one_stranger_from_elsewhere(client, newsroom):
    for _ in range(5):
        sign_in(client, "lin", "wrong", headers={"X-Forwarded-For": "203.0.113.9"})

    sign_in(client, "lin", headers={"X-Forwarded-For": "198.51.100.7"})

    assert is_in(client)


def test_a_forged_address_helps_nobody_past_the_proxy(client, newsroom):
    for n in range(5):
        sign_in(client, "lin", "wrong", headers={"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.9"})

    answer = sign_in(client, "lin", headers={"X-Forwarded-For": "10.0.0.77, 203.0.113.9"})

    assert "登录失败的次数太多" in answer.content.decode()


def test_a_name_that_does_not_exist_hears_the_same(client, newsroom):
    said = [sign_in(client, name, "wrong").content.decode() for name in ("lin", "nobody")]

    plain = [re.sub(r'(value|content)="[^"]*"', "", each) for each in said]
    assert plain[0] == plain[1]


# --- First passwords ------------------------------------------------------------------------


def test_a_password_that_another_gave_is_changed_first(client, newsroom):
    client.force_login(newsroom["root"])
    url = reverse("admin:auth_user_password_change", args=[newsroom["lin"].pk])
    given = "山海 2026 号算力"
    client.post(url, {"usable_password": "true", "password1": given, "password2": given})
    client.logout()

    sign_in(client, "lin", given)
    assert client.get(DESK).headers["Location"] == "/desk/password_change/"

    own = "correct horse battery"
    fields = {"old_password": given, "new_password1": own, "new_password2": own}
    client.post("/desk/password_change/", fields)
    assert is_in(client)
    assert not User.objects.get(username="lin").must_change_password


def test_a_new_member_is_asked_the_same(client, newsroom):
    client.force_login(newsroom["root"])
    word = "correct horse battery"
    client.post(
        reverse("admin:editorial_user_add"),
        {"username": "xin", "name": "辛编辑", "usable_password": "true",
         "password1": word, "password2": word},
    )  # fmt: skip

    assert User.objects.get(username="xin").must_change_password


def test_a_short_password_is_refused(client, newsroom):
    client.force_login(newsroom["lin"])
    fields = {"old_password": PASSWORD, "new_password1": "q7w9e4r2", "new_password2": "q7w9e4r2"}

    client.post("/desk/password_change/", fields)

    assert User.objects.get(username="lin").check_password(PASSWORD)


# --- The second factor ----------------------------------------------------------------------


@pytest.fixture
def asked(settings, client, newsroom):
    settings.SECOND_FACTOR = True
    return client


def code_of(device) -> str:
    return f"{totp(device.bin_key):06d}"


def set_up(client, username="zhou") -> str:
    """The page with the recovery codes, after the telephone is known."""
    sign_in(client, username)
    client.get("/desk/second-factor/")
    device = TOTPDevice.objects.get(user__username=username)
    return client.post("/desk/second-factor/", {"code": code_of(device)}).content.decode()


def test_who_may_publish_comes_no_further_without_one(asked):
    sign_in(asked, "zhou")

    answer = asked.get("/desk/editorial/issue/")

    assert answer.headers["Location"] == "/desk/second-factor/?next=%2Fdesk%2Feditorial%2Fissue%2F"


def test_who_may_not_publish_is_not_asked(asked):
    sign_in(asked, "lin")

    assert is_in(asked)


def test_the_telephone_is_set_up_by_a_drawing_or_by_hand(asked):
    sign_in(asked, "root")

    page = asked.get("/desk/second-factor/").content.decode()

    assert "<svg" in page
    assert "不能扫描时，请手工输入密钥：<code>" in page


def test_once_it_is_set_up_the_desk_is_open_and_codes_are_shown_once(asked):
    page = set_up(asked)

    assert len(re.findall("<li><code>", page)) == 10
    assert is_in(asked)
    assert "<li><code>" not in asked.get("/desk/second-factor/").content.decode()


def test_a_wrong_code_opens_nothing(asked):
    sign_in(asked, "zhou")
    asked.get("/desk/second-factor/")

    page = asked.post("/desk/second-factor/", {"code": "000"}).content.decode()

    assert "验证码不对，或已经用过。" in page
    assert not is_in(asked)


def test_a_recovery_code_works_once(asked):
    set_up(asked)
    code = StaticToken.objects.first().token
    for expected in (True, False):
        asked.logout()
        sign_in(asked, "zhou")
        TOTPDevice.objects.update(throttling_failure_count=0)
        asked.post("/desk/second-factor/", {"code": code.upper()})
        assert is_in(asked) is expected


def test_an_administrator_lets_a_lost_telephone_be_replaced(asked, newsroom, client):
    set_up(asked)
    set_up(client, "root")
    chosen = {"action": "forget_factor", "_selected_action": newsroom["zhou"].pk}

    client.post(reverse("admin:editorial_user_changelist"), chosen)

    assert list(TOTPDevice.objects.values_list("user__username", flat=True)) == ["root"]


def test_one_is_led_back_only_to_this_house(asked):
    set_up(asked)
    asked.logout()
    sign_in(asked, "zhou")
    code = StaticToken.objects.first().token

    answer = asked.post("/desk/second-factor/?next=https://elsewhere.example/", {"code": code})

    assert answer.headers["Location"] == DESK


def test_a_session_ends_after_twelve_hours(client, newsroom):
    sign_in(client, "lin")

    left = client.session.get_expiry_date() - timezone.now()
    assert dt.timedelta(hours=11, minutes=59) < left <= dt.timedelta(hours=12)


def test_a_new_member_with_a_role_is_let_in_at_once(client, newsroom):
    client.force_login(newsroom["root"])
    word, role = "correct horse battery", Group.objects.get(name="责任编辑")
    client.post(
        reverse("admin:editorial_user_add"),
        {"username": "xin", "name": "辛编辑", "groups": [role.pk],
         "password1": word, "password2": word},
    )  # fmt: skip
    client.logout()

    sign_in(client, "xin", word)

    assert client.get(DESK).headers["Location"] == "/desk/password_change/"
    assert [group.name for group in User.objects.get(username="xin").groups.all()] == ["责任编辑"]
