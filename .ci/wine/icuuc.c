/* For tests under Wine alone, which has no icuuc.dll: Qt6Core asks every Windows 10 and later for these twenty names.
   A converter is never had, so that Qt says it knows no such encoding. Built by .ci/windows; never shipped. */
#define NAME(name) __declspec(dllexport) void *name(void) { return 0; }
#define TELLS_FAILURE(name) __declspec(dllexport) void *name(const char *what, int *failed) { (void)what; *failed = 4; return 0; }

TELLS_FAILURE(ucnv_open)
NAME(ucnv_close)
NAME(ucnv_reset)
NAME(ucnv_getMaxCharSize)
NAME(ucnv_getName)
NAME(ucnv_getToUCallBack)
NAME(ucnv_getFromUCallBack)
NAME(ucnv_setToUCallBack)
NAME(ucnv_setFromUCallBack)
NAME(ucnv_cbToUWriteUChars)
NAME(ucnv_cbFromUWriteUChars)
NAME(ucnv_toUnicode)
NAME(ucnv_fromUnicode)
NAME(ucnv_toUCountPending)
NAME(ucnv_fromUCountPending)
NAME(ucnv_getStandardName)
NAME(ucnv_getAvailableName)
NAME(ucnv_countAvailable)
NAME(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NAME(UCNV_TO_U_CALLBACK_SUBSTITUTE)
