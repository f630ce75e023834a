"""The API of user-service: accounts, sign-ins, profiles, administration, trust."""

from user_service.routes.accounts import accounts
from user_service.routes.administration import administration
from user_service.routes.profiles import profiles
from user_service.routes.quick_starts import quick_starts
from user_service.routes.sign_ins import sign_ins
from user_service.routes.trust import trust

blueprints = (accounts, sign_ins, profiles, administration, trust, quick_starts)
