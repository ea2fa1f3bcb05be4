"""What the picture of 客户网络 says of one in words: who it is, where they stand, what they spend, what ties them."""

from collections.abc import Iterable

from kyuanbook.book.queries.network import Network, Node, What
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.network import Tie
from kyuanbook.rules.social import Platform
from kyuanbook.ui.kit.privacy import amount_words, contact_words
from kyuanbook.ui.kit.shapes import stage_word
from kyuanbook.ui.pages.card_relations import home_told


def in_private(network: Network) -> Network:
    """While amounts and addresses are hidden, no handle stands in the place of a name."""
    if not any(node.bare for node in network.nodes):
        return network
    nodes = tuple(node._replace(name=contact_words(node.name)) if node.bare else node for node in network.nodes)
    return network._replace(nodes=nodes)


def told(network: Network, key: str) -> str:
    """``李静怡，回头客，累计 ¥2,946，往后一年 ¥1,200，王小明介绍来的，一家 3 位共 ¥4,100``; "" for one who is not there."""
    node = next((one for one in network.nodes if one.key == key), None)
    if node is None:
        return ""
    middle = next(one for one in network.nodes if one.key == network.middle)
    return clauses((*_own(node, _tied(network, key)), tie_words(network, node, middle), home_words(network, node)))


def _tied(network: Network, key: str) -> int:
    return len({end for edge in network.edges for end in edge[:2] if key in edge[:2]} - {key})


def _own(node: Node, tied: int) -> Iterable[str]:
    yield node.name
    if node.what is What.CUSTOMER:
        yield stage_word(node.stage)
        yield tr("累计 {amount}", amount=amount_words(node.total_cents))
        if node.ahead_cents is not None:
            yield tr("往后一年 {amount}", amount=amount_words(node.ahead_cents))
        return
    if node.what is What.CONTACT:
        yield tr("{platform}上的社交联系人", platform=say(Platform(node.about).label))
        return
    yield tr("合作伙伴") if node.what is What.PARTNER else tr("客户活动")
    yield trn("图上连着 {n} 个", tied)


def tie_words(network: Network, node: Node, middle: Node) -> str:
    """``王小明介绍来的，和王小明：家人、住一起``; of the middle, or one farther off, nothing."""
    if node.key == middle.key:
        return ""
    between = [edge for edge in network.edges if {edge.one, edge.other} == {node.key, middle.key}]
    brought = [
        tr("{name}介绍来的", name=middle.name) if edge.other == node.key else tr("介绍了{name}", name=middle.name)
        for edge in between if edge.tie is Tie.BROUGHT
    ]  # fmt: skip
    kinds = listed(dict.fromkeys(edge.word for edge in between if edge.word))
    return clauses((*brought, tr("和{name}：{kind}", name=middle.name, kind=kinds) if kinds else ""))


def home_words(network: Network, node: Node) -> str:
    """``一家 3 位（…）：累计 ¥4,100，往后一年 ¥1,900``: the whole home, whoever of it is in the picture."""
    if node.what is not What.CUSTOMER:
        return ""
    home = next((home for home in network.homes if node.id in home.ids), None)
    return home_told(home) if home is not None else ""
