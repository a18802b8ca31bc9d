"""The chat in the browser: ``python app.py``."""

from advisor import Advisor
from advisor.ui import serve

if __name__ == "__main__":
    advisor = Advisor.from_settings()
    advisor.sync()
    serve(advisor, announce=print)
