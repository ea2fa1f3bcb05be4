"""The model alone over a log of visits from anywhere; the book is not touched."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from kyuanbook.cli import text
from kyuanbook.cli.desk import FAILED, Stop, hint
from kyuanbook.cli.options import Json, desk_of, put
from kyuanbook.language import later, say, tr, trn
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.rhythm import Fit

COLUMNS: Final = ("customer", "n", "last", "G", "P", "stage", "value_at_risk")


def rhythm(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="VISITS.csv", help=later("到店流水：客户、日期、金额，一行一次"))],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=later("站在哪天看；那天以后的行不算"))],
    horizon: Annotated[
        int | None, typer.Option("--horizon", min=1, metavar="H", help=later("往后看几天；不写由流水算出"))
    ] = None,
    as_json: Json = False,
) -> None:
    from kyuanbook.exchange.visit_log import BadLog, VisitLog
    from kyuanbook.rules import logged
    from kyuanbook.rules.rhythm import Rhythm

    desk = desk_of(context, as_json)
    day, problems = read_day(on, date.today().toordinal(), allow_future=True)
    if day is None:
        raise Stop(*(say(problem.message) for problem in problems))
    try:
        with VisitLog(path, day) as log:
            fitted = logged.fit_log(log.customers(), day)
            fit = fitted.fit if horizon is None else fitted.fit._replace(horizon=horizon)
            whole = fitted.likelihood
            if whole is None:
                whole = logged.likelihood(log.customers(), day, fit.parameters)
            found = _fit_data(fit, whole, fitted.customers, fitted.visit_days, log.later)
            rows = (_data(row) for row in logged.stand(log.customers(), day, Rhythm(fit)))
            if desk.as_json:
                return put(_json(found, rows))
            _tell(fit, found)
            return put(text.csv_rows(COLUMNS, (row.values() for row in rows)))
    except BadLog as error:
        raise Stop(*map(say, error.messages)) from error
    except OSError as error:
        raise Stop(tr("打不开这个文件：{path}", path=path), code=FAILED) from error


def _fit_data(fit: Fit, likelihood: float, customers: int, days: int, ignored: int) -> dict[str, Any]:
    return {
        **fit.parameters._asdict(), "log_likelihood": likelihood, "gap": fit.gap, "horizon": fit.horizon,
        "loyal_gap": fit.loyal_gap, "source": fit.source, "customers": customers, "visit_days": days,
        "lines_after": ignored,
    }  # fmt: skip


def _data(row: Any) -> dict[str, Any]:
    return {
        "customer": row.customer, "n": row.n, "last": date.fromordinal(row.last).isoformat(), "G": round(row.g, 6),
        "P": round(row.p, 6), "stage": row.stage.value, "value_at_risk": row.value_cents / 100,
    }  # fmt: skip


def _json(found: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """One object, made as the rows come."""
    yield '{"fit": ' + text.json_one(found) + ', "customers":'
    yield from text.json_rows(rows)
    yield "}"


def _tell(fit: Fit, found: dict[str, Any]) -> None:
    r, alpha, a, b = fit.parameters
    hint(f"r={r:.6g} alpha={alpha:.6g} a={a:.6g} b={b:.6g} LL={found['log_likelihood']:.4f}")
    limit = "—" if fit.loyal_gap is None else f"{fit.loyal_gap:.4g}"
    gap = f"{fit.gap:.4g}"
    hint(tr("平均间隔 g={gap}，往后看 H={h}，忠诚的间隔不超过 {limit}（天）", gap=gap, h=fit.horizon, limit=limit))
    came = trn("{n} 次到店（同一天算一次）", found["visit_days"])
    hint(tr("{customers}，{came}", customers=trn("{n} 位客户", found["customers"]), came=came))
    if fit.source == "preset":
        hint(tr("没有人来过两次，算不出这家的节奏，用的是一般的。"))
    if found["lines_after"]:
        hint(trn("有 {n} 行在那天以后，没有算", found["lines_after"]))
