"""登录 SIGN-IN: who comes in: throttled, with a second factor where much is at stake.

``SignInForm`` counts failures, ``Doorkeeper`` sends those who must to change their password or
to show their second factor, ``second_factor`` asks for it and sets it up.
"""

from editorial.signin.doorkeeper import Doorkeeper
from editorial.signin.factor import forget_second_factor, second_factor
from editorial.signin.throttle import SignInForm

__all__ = ["Doorkeeper", "SignInForm", "forget_second_factor", "second_factor"]
