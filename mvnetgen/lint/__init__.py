"""Rules run over estates: findings, ignore comments, baselines."""
