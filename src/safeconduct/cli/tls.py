"""``safeconduct tls``: certificates of one's own, so that phones on the same network reach the service safely."""

from __future__ import annotations

from pathlib import Path

import typer

app = typer.Typer(
    help="Certificates for serving other machines.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def tls() -> None:
    """Certificates for serving other machines."""


@app.command()
def init(
    names: list[str] = typer.Argument(..., metavar="NAME...", help="Names and addresses phones reach this machine by."),
    out: Path = typer.Option(Path("safeconduct.tls"), "--out", help="The folder; an authority in it is used again."),
) -> None:
    """Make a local authority and a server certificate for these names. Phones are given ca.pem, and nothing else."""
    from safeconduct.app.entrance import tls_init

    made = tls_init(out, names)
    typer.echo(f"certificate for {', '.join(made.names)} until {made.until:%Y-%m-%d}, in {out}")
    typer.echo(f"give {made.authority} to the phones and browsers that are to trust it; keep the .key files here")
