"""来源: where customers come from, what that brought and cost, and how it all hangs together."""
