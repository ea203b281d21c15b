"""The application that servers run: finished pages in front, Django behind."""

import os

from django.core.wsgi import get_wsgi_application

from embassy.page_wrapper import PageWrapper

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")

application = PageWrapper(get_wsgi_application())
