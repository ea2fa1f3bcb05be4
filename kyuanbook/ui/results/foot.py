"""The foot of 录入结果: every row is safe; the row written last, and its 撤销."""

from kyuanbook.ui.catchup import foot
from kyuanbook.ui.kit.theme import Theme


class Foot(foot.Foot):
    """As that of 补记, without a sum."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.sum.hide()
