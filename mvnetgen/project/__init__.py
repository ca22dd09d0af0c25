"""What a project is on the disk: its configuration, what there is to judge, and what is kept of earlier runs."""
