/* 客源本.exe (WINDOW defined) and kyuanbook.exe: starts the program with the interpreter that lies in runtime\ beside it.

   It gives the program its own icon and name, holds the mutex by which the installer sees that it runs, and says in a
   sentence when the runtime is damaged. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>
#include <shellapi.h>
#include <shobjidl.h>

typedef int (*py_main)(int, wchar_t **);

static int chinese(void) { return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE; }

/* What is wrong, and what to do. Returns the exit code. */
static int damaged(const wchar_t *what) {
    wchar_t words[1024];
    _snwprintf(words, 1023,
               chinese() ? L"客源本的文件不全：%ls\n请重新运行一次安装程序，顾客本不会丢。"
                         : L"A file of KeYuanBen is missing: %ls\nRun the installer once more; your book is kept.",
               what);
    words[1023] = 0;
#ifdef WINDOW
    if (!GetEnvironmentVariableW(L"KYUANBOOK_QUIET", NULL, 0))
        MessageBoxW(NULL, words, L"客源本", MB_ICONERROR | MB_OK | MB_SETFOREGROUND);
#endif
    char bytes[4096];
    int length = WideCharToMultiByte(CP_UTF8, 0, words, -1, bytes, sizeof bytes - 2, NULL, NULL);
    if (length > 0) {
        DWORD written;
        bytes[length - 1] = '\n';
        WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, length, &written, NULL);
    }
    return 3;
}

/* Where the exe lies, with a backslash at its end. */
static void own_folder(wchar_t *folder, DWORD room) {
    DWORD length = GetModuleFileNameW(NULL, folder, room);
    while (length && folder[length - 1] != L'\\') length--;
    folder[length] = 0;
}

/* Whether every file of files.txt (hash, size, name in a line) is there: --self-test may be asked of a program that cannot even
   start. Returns 0, or the exit code after naming the first that is gone. */
static int complete(const wchar_t *folder) {
    wchar_t path[2300];
    char line[2048];
    _snwprintf(path, 2299, L"%lsfiles.txt", folder);
    FILE *list = _wfopen(path, L"rb");
    if (!list) return damaged(L"files.txt");
    while (fgets(line, sizeof line, list)) {
        char *name = strchr(line, ' ');
        name = name ? strchr(name + 1, ' ') : NULL;
        if (!name) continue;
        name[strcspn(name, "\r\n")] = 0;
        wchar_t wide[1024];
        if (!MultiByteToWideChar(CP_UTF8, 0, name + 1, -1, wide, 1024)) continue;
        _snwprintf(path, 2299, L"%ls%ls", folder, wide);
        for (wchar_t *at = path; *at; at++)
            if (*at == L'/') *at = L'\\';
        if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) {
            fclose(list);
            return damaged(wide);
        }
    }
    fclose(list);
    return 0;
}

static int run(int argc, wchar_t **argv) {
    wchar_t folder[2048], path[2300];
    own_folder(folder, 2000);
    if (argc > 1 && !wcscmp(argv[1], L"--self-test")) {
        int code = complete(folder);
        if (code) return code;
    }
    SetDllDirectoryW(L""); /* no DLL of the folder it happens to be started in */
    CreateMutexW(NULL, FALSE, L"Local\\kyuanbook-running"); /* held until the process ends */
    SetCurrentProcessExplicitAppUserModelID(L"kyuanbook.KeYuanBen");
    _snwprintf(path, 2299, L"%lsruntime\\python313.dll", folder);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python) return damaged(L"runtime\\python313.dll");
    py_main start = (py_main)(void *)GetProcAddress(python, "Py_Main");
    if (!start) return damaged(L"runtime\\python313.dll");

    wchar_t **words = calloc(argc + 8, sizeof *words);
    if (!words) return 3;
    int n = 0;
    wchar_t program[2300];
    _snwprintf(program, 2299, L"%lsruntime\\python.exe", folder); /* by it Python finds its own files */
    words[n++] = program;
    words[n++] = L"-X";
    words[n++] = L"utf8";
    words[n++] = L"-B"; /* nothing is written into the installed folder */
    words[n++] = L"-m";
    words[n++] = L"kyuanbook";
    for (int i = 1; i < argc; i++) words[n++] = argv[i];
    return start(n, words);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show) {
    (void)instance, (void)before, (void)line, (void)show;
    int argc = 0;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    return argv ? run(argc, argv) : 3;
}
#else
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#endif
