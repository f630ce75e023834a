"""What the commands about deployments share: options, and where results are kept."""

import click

to_option = click.option(
    "--to", "environment", metavar="ENV", required=True, help="The environment."
)
ref_option = click.option("--ref", help="A commit, tag or branch in place of HEAD.")
CACHE = ".cache/can-i-deploy"
