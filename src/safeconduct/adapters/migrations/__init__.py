"""Schema revisions of a workspace, run by Alembic."""
