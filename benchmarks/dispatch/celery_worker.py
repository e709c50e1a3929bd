"""What Celery's workers load."""

import os

from benchmarks.dispatch.peers import celery_app

app = celery_app(int(os.environ["BROKER_PORT"]))
