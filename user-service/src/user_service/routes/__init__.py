"""The API of user-service: accounts, sign-ins, profiles, administration, trust."""

from user_service.routes.accounts import accounts
from user_service.routes.administration import administration
from user_service.routes.legacy_api import legacy_api
from user_service.routes.profiles import profiles
from user_service.routes.sign_ins import sign_ins
from user_service.routes.tokens import trust

BLUEPRINTS = (accounts, sign_ins, profiles, administration, trust, legacy_api)
