"""分析: what the book knows beyond the single customer, one question a part."""
