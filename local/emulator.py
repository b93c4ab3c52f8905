"""Runs MiniStack without what it keeps of each invocation and each event until it ends, and nobody here reads.

A stream of three lines and four metric values of every invocation and a copy of every event are some 6 MB for a thousand
records. What functions write is in functions.log.
"""

from ministack.app import main
from ministack.services import eventbridge, lambda_svc


class Dropped(list):
    def append(self, _):
        pass


def replace(module, name, function):
    # Of a release that has none of this name nothing would be replaced, and nobody would see it.
    getattr(module, name)
    setattr(module, name, function)


def nothing(*_, **__):
    pass


replace(eventbridge, "_events_log_list", Dropped)
replace(lambda_svc, "_emit_lambda_logs", nothing)
replace(lambda_svc, "_emit_lambda_metrics", nothing)

if __name__ == "__main__":
    main()
