/* Qt's way to fcitx, which brings Chinese to what is typed: a platform input context that speaks fcitx's portal protocol over the
   session bus. fcitx 5 and fcitx 4 (4.2.9.7 and later) both offer it. The wheels of PySide6 bring none.

   A key goes to fcitx first. The answer comes later; a key that fcitx has no use for is then handed to the window as if it had
   just been pressed. What fcitx commits before its answer arrives before it, so nothing overtakes anything. */
#include <QtCore/QPointer>
#include <QtDBus/QDBusArgument>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusConnectionInterface>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusMetaType>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusServiceWatcher>
#include <QtGui/QGuiApplication>
#include <QtGui/QInputMethod>
#include <QtGui/QKeyEvent>
#include <QtGui/QPalette>
#include <QtGui/QScreen>
#include <QtGui/QTextCharFormat>
#include <QtGui/QWindow>
#include <qpa/qplatforminputcontext.h>
#include <qpa/qplatforminputcontextplugin_p.h>
#include <qpa/qwindowsysteminterface.h>

static const QString PATH = QStringLiteral("/org/freedesktop/portal/inputmethod");
static const QString METHOD = QStringLiteral("org.fcitx.Fcitx.InputMethod1");
static const QString CONTEXT = QStringLiteral("org.fcitx.Fcitx.InputContext1");
static const QStringList SERVICES = {QStringLiteral("org.fcitx.Fcitx5"), QStringLiteral("org.freedesktop.portal.Fcitx")};

enum Wish : qulonglong {
    Preedit = 1 << 1,
    Password = 1 << 3,
    FormattedPreedit = 1 << 4,
    ClientUnfocusCommit = 1 << 5,
    RelativeRect = 1 << 24, // Wayland does not say where a window lies
};
enum Format { Highlight = 1 << 4 };

struct Hint { // (ss)
    QString name, value;
};
Q_DECLARE_METATYPE(Hint)
QDBusArgument &operator<<(QDBusArgument &to, const Hint &hint) {
    to.beginStructure();
    to << hint.name << hint.value;
    to.endStructure();
    return to;
}
const QDBusArgument &operator>>(const QDBusArgument &from, Hint &hint) {
    from.beginStructure();
    from >> hint.name >> hint.value;
    from.endStructure();
    return from;
}

class FcitxContext : public QPlatformInputContext {
    Q_OBJECT
  public:
    FcitxContext();
    ~FcitxContext() override;
    bool isValid() const override { return bus.isConnected(); }
    bool hasCapability(Capability) const override { return true; }
    bool filterEvent(const QEvent *event) override;
    void setFocusObject(QObject *object) override;
    void update(Qt::InputMethodQueries queries) override;
    void reset() override;
    void commit() override;

  private Q_SLOTS:
    void changed(const QString &service, const QString &before, const QString &after);
    void moved();
    void committed(const QDBusMessage &message);
    void composing(const QDBusMessage &message);
    void forwarded(const QDBusMessage &message);

  private:
    void seek();
    void made(const QString &owner, const QString &at);
    void lost();
    void tell(const char *what, const QVariantList &words = {});
    void focus();
    void show(const QString &text, const QList<QInputMethodEvent::Attribute> &attributes, const QString &done = {});

    QDBusConnection bus = QDBusConnection::sessionBus();
    QString service, path; // empty: there is no fcitx
    int asked = 0;         // answers to older questions are not listened to
    bool focused = false;
    qulonglong capabilities = 0;
    QRect at;
    QString preedit;
};

FcitxContext::FcitxContext() {
    qDBusRegisterMetaType<Hint>();
    qDBusRegisterMetaType<QList<Hint>>();
    auto *watcher = new QDBusServiceWatcher(this);
    watcher->setConnection(bus);
    for (const QString &one : SERVICES) watcher->addWatchedService(one);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &FcitxContext::changed);
    connect(qApp->inputMethod(), &QInputMethod::cursorRectangleChanged, this, &FcitxContext::moved);
    seek();
}

FcitxContext::~FcitxContext() { tell("DestroyIC"); }

void FcitxContext::changed(const QString &, const QString &, const QString &) {
    lost();
    seek();
}

/* Ask each service in turn for a context of our own; the first that gives one is it. */
void FcitxContext::seek() {
    const int mine = ++asked;
    for (const QString &one : SERVICES) {
        auto call = QDBusMessage::createMethodCall(one, PATH, METHOD, QStringLiteral("CreateInputContext"));
        call.setAutoStartService(false);
        const QList<Hint> hints = {{QStringLiteral("program"), QCoreApplication::applicationName()}};
        call << QVariant::fromValue(hints);
        auto *waiting = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
        connect(waiting, &QDBusPendingCallWatcher::finished, this, [this, waiting, mine, one] {
            QDBusPendingReply<QDBusObjectPath, QByteArray> reply = *waiting;
            waiting->deleteLater();
            if (mine == asked && path.isEmpty() && reply.isValid()) made(one, reply.argumentAt<0>().path());
        });
    }
}

void FcitxContext::made(const QString &owner, const QString &where) {
    service = owner;
    path = where;
    bus.connect(service, path, CONTEXT, QStringLiteral("CommitString"), this, SLOT(committed(QDBusMessage)));
    bus.connect(service, path, CONTEXT, QStringLiteral("UpdateFormattedPreedit"), this, SLOT(composing(QDBusMessage)));
    bus.connect(service, path, CONTEXT, QStringLiteral("ForwardKey"), this, SLOT(forwarded(QDBusMessage)));
    focus();
}

void FcitxContext::lost() {
    if (!path.isEmpty()) {
        bus.disconnect(service, path, CONTEXT, QStringLiteral("CommitString"), this, SLOT(committed(QDBusMessage)));
        bus.disconnect(service, path, CONTEXT, QStringLiteral("UpdateFormattedPreedit"), this, SLOT(composing(QDBusMessage)));
        bus.disconnect(service, path, CONTEXT, QStringLiteral("ForwardKey"), this, SLOT(forwarded(QDBusMessage)));
    }
    service.clear();
    path.clear();
    focused = false;
    capabilities = 0;
    at = QRect();
    if (!preedit.isEmpty()) show(QString(), {});
}

void FcitxContext::tell(const char *what, const QVariantList &words) {
    if (path.isEmpty()) return;
    auto call = QDBusMessage::createMethodCall(service, path, CONTEXT, QLatin1String(what));
    call.setArguments(words);
    bus.send(call);
}

/* Whether somebody types where words are wanted, and of what kind. */
void FcitxContext::focus() {
    if (path.isEmpty()) return;
    QObject *object = qApp->focusObject();
    if (!object || !inputMethodAccepted()) {
        if (focused) tell("FocusOut");
        focused = false;
        return;
    }
    qulonglong now = Preedit | FormattedPreedit | ClientUnfocusCommit;
    if (QGuiApplication::platformName().startsWith(QLatin1String("wayland"))) now |= RelativeRect;
    QInputMethodQueryEvent query(Qt::ImHints);
    QCoreApplication::sendEvent(object, &query);
    if (query.value(Qt::ImHints).toUInt() & Qt::ImhHiddenText) now |= Password;
    if (now != capabilities) tell("SetCapability", {QVariant::fromValue(now)});
    capabilities = now;
    if (!focused) tell("FocusIn");
    focused = true;
    moved();
}

void FcitxContext::setFocusObject(QObject *object) {
    if (focused) tell("FocusOut"); // another field is another text
    focused = false;
    if (object) focus();
}

void FcitxContext::update(Qt::InputMethodQueries queries) {
    if (queries & (Qt::ImEnabled | Qt::ImHints)) focus();
    QPlatformInputContext::update(queries);
}

/* Where the caret is: the list of words to choose from is shown there. */
void FcitxContext::moved() {
    QWindow *window = qApp->focusWindow();
    if (path.isEmpty() || !focused || !window) return;
    const QRect inside = qApp->inputMethod()->cursorRectangle().toRect();
    const qreal scale = window->devicePixelRatio();
    QPoint corner(0, 0);
    if (!(capabilities & RelativeRect)) {
        const QPoint screen = window->screen() ? window->screen()->geometry().topLeft() : QPoint();
        corner = (window->mapToGlobal(QPoint(0, 0)) - screen) * scale + screen;
    }
    const QRect now(corner + inside.topLeft() * scale, inside.size() * scale);
    if (now == at) return;
    at = now;
    tell("SetCursorRect", {now.x(), now.y(), now.width(), now.height()});
}

void FcitxContext::reset() {
    preedit.clear();
    tell("Reset");
    QPlatformInputContext::reset();
}

/* The field is left in the middle of a word: what stands there stays. */
void FcitxContext::commit() {
    const QString left = preedit;
    tell("Reset");
    if (!left.isEmpty()) show(QString(), {}, left);
    QPlatformInputContext::commit();
}

void FcitxContext::show(const QString &text, const QList<QInputMethodEvent::Attribute> &attributes, const QString &done) {
    preedit = text;
    QObject *object = qApp->focusObject();
    if (!object) return;
    QInputMethodEvent event(text, attributes);
    if (!done.isEmpty()) event.setCommitString(done);
    QCoreApplication::sendEvent(object, &event);
}

void FcitxContext::committed(const QDBusMessage &message) { show(QString(), {}, message.arguments().value(0).toString()); }

void FcitxContext::composing(const QDBusMessage &message) {
    QString text;
    QList<QInputMethodEvent::Attribute> attributes;
    const auto parts = message.arguments().value(0).value<QDBusArgument>();
    parts.beginArray();
    while (!parts.atEnd()) {
        QString part;
        int how = 0;
        parts.beginStructure();
        parts >> part >> how;
        parts.endStructure();
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        if (how & Highlight) {
            format.setBackground(QGuiApplication::palette().highlight());
            format.setForeground(QGuiApplication::palette().highlightedText());
        }
        attributes.append({QInputMethodEvent::TextFormat, int(text.size()), int(part.size()), format});
        text += part;
    }
    parts.endArray();
    const int bytes = message.arguments().value(1).toInt();
    if (bytes >= 0) {
        const int caret = int(QString::fromUtf8(text.toUtf8().left(bytes)).size());
        attributes.append({QInputMethodEvent::Cursor, caret, 1, QVariant()});
    }
    if (!text.isEmpty() || !preedit.isEmpty()) show(text, attributes);
}

/* A key that fcitx wants pressed: Backspace, Enter or a letter of its own. */
void FcitxContext::forwarded(const QDBusMessage &message) {
    QWindow *window = qApp->focusWindow();
    const uint symbol = message.arguments().value(0).toUInt(), state = message.arguments().value(1).toUInt();
    const bool release = message.arguments().value(2).toBool();
    if (!window) return;
    int key = Qt::Key_unknown;
    QString text;
    switch (symbol) {
    case 0xff08: key = Qt::Key_Backspace; text = QStringLiteral("\b"); break;
    case 0xff09: key = Qt::Key_Tab; text = QStringLiteral("\t"); break;
    case 0xff0d: key = Qt::Key_Return; text = QStringLiteral("\r"); break;
    case 0xff1b: key = Qt::Key_Escape; break;
    case 0xff51: key = Qt::Key_Left; break;
    case 0xff52: key = Qt::Key_Up; break;
    case 0xff53: key = Qt::Key_Right; break;
    case 0xff54: key = Qt::Key_Down; break;
    case 0xffff: key = Qt::Key_Delete; break;
    default:
        if (symbol >= 0x20 && symbol < 0x7f) {
            key = QChar(ushort(symbol)).toUpper().unicode();
            text = QChar(ushort(symbol));
        }
    }
    Qt::KeyboardModifiers held;
    if (state & 1) held |= Qt::ShiftModifier;
    if (state & 4) held |= Qt::ControlModifier;
    if (state & 8) held |= Qt::AltModifier;
    QWindowSystemInterface::handleExtendedKeyEvent(window, 0, release ? QEvent::KeyRelease : QEvent::KeyPress, key, held, 0,
                                                   symbol, state, text);
}

bool FcitxContext::filterEvent(const QEvent *event) {
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease) return false;
    if (path.isEmpty() || !inputMethodAccepted()) return false;
    if (!focused) focus();
    const auto *key = static_cast<const QKeyEvent *>(event);
    auto call = QDBusMessage::createMethodCall(service, path, CONTEXT, QStringLiteral("ProcessKeyEvent"));
    call << uint(key->nativeVirtualKey()) << uint(key->nativeScanCode()) << uint(key->nativeModifiers())
         << (key->type() == QEvent::KeyRelease) << uint(key->timestamp());
    auto *waiting = new QDBusPendingCallWatcher(bus.asyncCall(call, 3000), this);
    const QPointer<QWindow> window = qApp->focusWindow();
    connect(waiting, &QDBusPendingCallWatcher::finished, this,
            [waiting, window, type = key->type(), code = key->key(), held = key->modifiers(), scan = key->nativeScanCode(),
             symbol = key->nativeVirtualKey(), state = key->nativeModifiers(), text = key->text(),
             repeated = key->isAutoRepeat(), count = key->count(), time = key->timestamp()] {
                QDBusPendingReply<bool> reply = *waiting;
                waiting->deleteLater();
                if (window && !(reply.isValid() && reply.value()))
                    QWindowSystemInterface::handleExtendedKeyEvent(window, time, type, code, held, scan, symbol, state, text,
                                                                   repeated, ushort(count));
            });
    return true;
}

class FcitxPlugin : public QPlatformInputContextPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QPlatformInputContextFactoryInterface_iid FILE "fcitx.json")
  public:
    QPlatformInputContext *create(const QString &key, const QStringList &) override {
        return key.startsWith(QLatin1String("fcitx")) ? new FcitxContext : nullptr;
    }
};

#include "fcitx.moc"
