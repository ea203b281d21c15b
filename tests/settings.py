"""The settings of the tests: those of the project, with what would only slow them down taken out."""

import os
import tempfile

# Before the settings are read: a test run must not write into anybody's data folder.
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="embassy-tests-"))

from embassy.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Every test sees what it has just written.
CONTENT_VERSION_SECONDS = 0
WHITENOISE_AUTOREFRESH = True
# Tests sign in without a second factor and as often as they like; tests/admin/test_sign_in.py turns both on.
SECOND_FACTOR_REQUIRED = False
AXES_ENABLED = False
