"""名单: what was printed, reopened, sent, voided."""
