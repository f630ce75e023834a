"""What accounts, sign-ins and their ends could mean by the same words."""

from tools.breakages.planting import in_provider

_NAME = "user-service"
_HERE = f"{_NAME}/src/user_service"
_REVALIDATED = "    response.make_conditional(request)\n    return response\n"

USER_SERVICE = (
    *in_provider(
        _NAME,
        f"{_HERE}/ends.py",
        (
            "living sign-ins are listed as ended",
            "        SignIn.ended_at.is_not(None), SignIn.expires_at > forgotten()\n",
            "        SignIn.expires_at > forgotten()\n",
        ),
        (
            "only living sign-ins are listed as ended",
            "        SignIn.ended_at.is_not(None), SignIn.expires_at > forgotten()\n",
            "        SignIn.ended_at.is_(None), SignIn.expires_at > forgotten()\n",
        ),
        (
            "no ended sign-in is listed",
            "        SignIn.ended_at.is_not(None), SignIn.expires_at > forgotten()\n",
            "        SignIn.ended_at.is_not(None), SignIn.expires_at < forgotten()\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/sign_ins.py",
        (
            "the sign-ins of an account begin with the oldest",
            "SignIn.created_at.desc(), SignIn.id",
            "SignIn.created_at, SignIn.id",
        ),
        (
            "the sign-ins of everybody are listed",
            "        .where(SignIn.user_id == user_id, _lasts())\n",
            "        .where(_lasts())\n",
        ),
        (
            "sign-ins that are over are listed",
            "        .where(SignIn.user_id == user_id, _lasts())\n",
            "        .where(SignIn.user_id == user_id)\n",
        ),
        (
            "a sign-in of somebody else can be ended",
            "_end(SignIn.id == session_id, SignIn.user_id == user_id, _lasts())",
            "_end(SignIn.id == session_id, _lasts())",
        ),
        (
            "a sign-in can be ended twice",
            "_end(SignIn.id == session_id, SignIn.user_id == user_id, _lasts())",
            "_end(SignIn.id == session_id, SignIn.user_id == user_id)",
        ),
        (
            "an unknown sign-in is ended",
            "        raise SessionUnknown\n",
            "        return\n",
        ),
        (
            "the end of all others is one's own, too",
            "_end(SignIn.user_id == user_id, SignIn.id != but, "
            "SignIn.ended_at.is_(None))",
            "_end(SignIn.user_id == user_id, SignIn.ended_at.is_(None))",
        ),
        (
            "the end of all others is nobody's",
            "_end(SignIn.user_id == user_id, SignIn.id != but, "
            "SignIn.ended_at.is_(None))",
            "_end(SignIn.user_id == user_id, SignIn.id == but, "
            "SignIn.ended_at.is_not(None))",
        ),
        (
            "an ended sign-in still opens the account",
            ".where(SignIn.id == session_id, _lasts(), User.id == user_id, "
            "User.is_active)",
            ".where(SignIn.id == session_id, User.id == user_id, User.is_active)",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/administration.py",
        (
            "a shut account keeps its sign-ins",
            "        sign_ins.end_all(user_id)\n    log.info",
            "        pass\n    log.info",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/ownership.py",
        (
            "a new password ends no other sign-in",
            "    sign_ins.end_all(proof.user_id, but=session_id)\n",
            "",
        ),
        (
            "a new password ends every sign-in",
            "    sign_ins.end_all(proof.user_id, but=session_id)\n",
            "    sign_ins.end_all(proof.user_id)\n",
        ),
        (
            "a new password is forgotten",
            "    user.password_hash = password_hash\n",
            "",
        ),
        (
            "a wrong password changes the password",
            "    if not matches:\n        throttling.settle([slot])\n"
            "        raise WrongPassword(field)\n",
            "",
        ),
        (
            "a closed account keeps its name",
            '    user.username = user.email = f"closed:{user.id}"\n',
            '    user.email = f"closed:{user.id}"\n',
        ),
        (
            "a closed account keeps its sign-ins",
            "    sign_ins.end_all(user.id)\n",
            "",
        ),
        (
            "a closed account can still be signed in to",
            '    user.username = user.email = f"closed:{user.id}"\n'
            "    user.password_hash = UNUSABLE\n",
            "",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/accounts.py",
        (
            "the names that others have taken are ignored",
            "    if taken:\n        raise NameTaken(taken)\n",
            "",
        ),
        (
            "every name is taken once anybody has an account",
            "select(User.id).where(column.in_(spellings))",
            "select(User.id)",
        ),
        (
            "a taken name is told to be free",
            "not _taken_of([name]):\n        raise UsernameUnknown\n",
            "True:\n        raise UsernameUnknown\n",
        ),
        (
            "names are told to exist once anybody has an account",
            "select(User.username).where(User.username.in_(names))",
            "select(User.username)",
        ),
        (
            "a taken name is offered again",
            "    return list(itertools.islice(free, _SUGGESTIONS))\n",
            "    return [name, name]\n",
        ),
        (
            "an unfit name is offered",
            "    return list(itertools.islice(free, _SUGGESTIONS))\n",
            '    return [f"{name} 1", f"{name} 2"]\n',
        ),
        (
            "names asked for are compared letter by letter",
            "    name = usernames.folded(username)\n",
            "    name = username\n",
        ),
        (
            "nobody is found by an email",
            '    if "@" not in name:\n',
            "    if name:\n",
        ),
        (
            "nobody is found by a username",
            "select(User).where(User.username == name)",
            "select(User).where(User.email == name)",
        ),
        (
            "the names that were given are forgotten",
            "        first_name=registration.first_name,\n"
            "        last_name=registration.last_name,\n",
            '        first_name="",\n        last_name="",\n',
        ),
        (
            "first and last name change places",
            "        first_name=registration.first_name,\n"
            "        last_name=registration.last_name,\n",
            "        first_name=registration.last_name,\n"
            "        last_name=registration.first_name,\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/usernames.py",
        (
            "usernames are told apart by their capitals",
            '    return unicodedata.normalize("NFKC", username).strip().lower()\n',
            '    return unicodedata.normalize("NFKC", username).strip()\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/log_in.py",
        (
            "a wrong password signs in",
            "    if not matches:\n        raise Unauthenticated\n    return better\n",
            "    return better\n",
        ),
        (
            "a shut account can be signed in to",
            "    if user is None or not user.is_active:\n        raise Unauthenticated\n"
            "    if user.password_hash",
            "    if user is None:\n        raise Unauthenticated\n"
            "    if user.password_hash",
        ),
        (
            "an unknown name is a wrong request, not a wrong password",
            "        passwords.dummy_verify(trial.credentials.password)\n"
            "        raise Unauthenticated\n",
            "        raise accounts.UsernameUnknown\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/profiles.py",
        (
            "the words of a profile are not kept",
            "    profile.bio = portrait.bio\n",
            "",
        ),
        (
            "the picture of a profile is not kept",
            "    profile.avatar = portrait.avatar\n",
            "",
        ),
        (
            "preferences are not kept",
            "    profile.preferences = portrait.preferences\n",
            "",
        ),
        (
            "the lines of a profile become one",
            "    profile.bio = portrait.bio\n",
            '    profile.bio = " ".join(portrait.bio.split())\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/payloads/documents.py",
        (
            "names are told without accents",
            '        "first_name": user.first_name,\n        "last_name": user.last_name,\n',
            '        "first_name": user.first_name.encode("ascii", "ignore").decode(),\n'
            '        "last_name": user.last_name.encode("ascii", "ignore").decode(),\n',
        ),
        (
            "an apostrophe is told as its entity of HTML",
            '        "last_name": user.last_name,\n',
            '        "last_name": user.last_name.replace("\'", "&#39;"),\n',
        ),
        (
            "no sign-in is the present one",
            '                "is_current": sign_in.id == current,\n',
            '                "is_current": False,\n',
        ),
        (
            "every sign-in is the present one",
            '                "is_current": sign_in.id == current,\n',
            '                "is_current": True,\n',
        ),
        (
            "every browser has the name of the house",
            '                "user_agent": sign_in.user_agent,\n',
            '                "user_agent": sign_in.user_agent and "Browser",\n',
        ),
        (
            "everybody is an administrator",
            '        "is_admin": user.is_admin,\n',
            '        "is_admin": True,\n',
        ),
        (
            "nobody is an administrator",
            '        "is_admin": user.is_admin,\n',
            '        "is_admin": False,\n',
        ),
        (
            "nobody's account is active",
            '        "is_active": user.is_active,\n',
            '        "is_active": not user.is_active,\n',
        ),
        (
            "the email is told in place of the username",
            '        "username": user.username,\n',
            '        "username": user.email,\n',
        ),
        (
            "the bio is told in place of the picture",
            '            "avatar": portrait.avatar,\n',
            '            "avatar": portrait.bio,\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/service_tokens.py",
        (
            "a service needs no secret",
            "        raise Unauthenticated\n",
            "        pass\n",
        ),
    ),
    *in_provider(
        _NAME,
        "service-kit/src/service_kit/answers.py",
        (
            "an outdated ETag is as good as the present one",
            _REVALIDATED,
            "    response.make_conditional(request)\n"
            "    if request.if_none_match:\n"
            "        response.status_code = 304\n    return response\n",
        ),
        (
            "the ETag of ended sign-ins never changes",
            "    response.add_etag()\n",
            '    response.set_etag("1")\n',
        ),
        (
            "known answers are sent again",
            _REVALIDATED,
            "    return response\n",
        ),
    ),
)
