"""The sheet that goes round a force: every officer a row, every field a column, out and in again."""
