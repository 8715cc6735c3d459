"""The walk's words for answers, and the areas that are kept rather than made week by week."""

STAFF = "login*2 200*7"
NOBODY = "login*2 403*7"
POST_ONLY = "login*2 405*7"
TO_WRITERS = "login*2 302*4 403*2 302"
ROOT = "login*2 403*6 200"
CHIEF = "login*2 403*3 200 403*2 200"
DESIGNERS = "login*2 403*3 200*2 403 200"
MAKERS = "login*2 200*5 403 200"
LEADERS = "login*2 403 200*3 403*2 200"
GONE = "410*9"

# A page of the archive: the words of an issue are there once it is out, to signed-in people
# where it is internal. The second is the page of a year, the third that of the issue itself.
READ = {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "200*9"}
READ_ONCE_OUT = READ | {"*": "404*9"}
READ_OR_GONE = READ_ONCE_OUT | {"withdrawn": GONE}
DRAWN = {"published": "200*9", "internal": "403 200*8", "withdrawn": GONE, "*": "404*9"}
FED = {"published": "200!*2 200*7", "internal": "403 200! 200*7", "*": "200*9"}
NONE_MADE = {"internal": "login 404*8", "withdrawn": GONE, "*": "404*9"}
NOT_YET_MADE = {"published": "503*9", "internal": "login 503*8", "*": "404*9"}

REASON = {"reason": "再核。"}
STORE = {"version": "0", "key": "1", "place": "1:"}
TAKE = {"version": "0", "key": "1", "seen": "1", "take": "body"}
DELETE = {"post": "yes"}
STEP = {"step": "set_tagline 0 甲", "version": "0"}
PASTE = {"text": "没有要目的一段话。"}
TYPED = '{"version": 1, "typed": {"title": "云麓"}}'
DELETE_SELECTED = {"action": "delete_selected", "_selected_action": "1", "post": "yes"}

INVITE = {"name": "沈审读", "days": "3"}
# Whoever holds a link reads its article, and nobody does once the issue is out or taken down.
HOLDERS = {"assembling proofing signed_off": "200!*2 200*7", "*": GONE}
WHILE_OPEN = {"assembling proofing signed_off": "302*9", "*": GONE}

KEPT = {
    "outside": (
        ("GET outside:article TOKEN", HOLDERS),
        ("GET outside:article FORGED", {"*": "404*9"}),
        ("POST outside:article TOKEN", {"*": "405*9"}),
        ("GET outside:comment TOKEN", {"*": "405*9"}),
        ("POST outside:comment TOKEN", WHILE_OPEN, {"body": "核。"}),
        ("POST outside:comment FORGED", {"*": "404*9"}, {"body": "核。"}),
        ("POST outside:finished TOKEN", WHILE_OPEN),
        ("POST outside:finished FORGED", {"*": "404*9"}),
        (
            "GET outside:picture TOKEN PICTURE",
            {"assembling proofing signed_off": "200*9", "*": GONE},
        ),
        (
            "GET outside:picture TOKEN other.png",
            {"assembling proofing signed_off": "404*9", "*": GONE},
        ),
        ("GET outside:picture FORGED PICTURE", {"*": "404*9"}),
    ),
    "edition": (
        ("GET admin:editorial_edition_changelist", {"*": STAFF}),
        ("GET admin:editorial_edition_add", {"*": NOBODY}),
        ("POST admin:editorial_edition_add", {"*": NOBODY}),
        ("GET admin:editorial_edition_change ROW", {"*": STAFF}),
        ("POST admin:editorial_edition_change ROW", {"*": NOBODY}),
        ("GET admin:editorial_edition_history ROW", {"*": STAFF}),
        ("GET admin:editorial_edition_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_edition_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_edition_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/edition/<path:object_id>/ /desk/editorial/edition/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_edition_pdf ROW", {"*": STAFF}),
        ("GET admin:editorial_edition_progress ROW", {"*": STAFF}),
        ("GET admin:editorial_edition_sign ROW", {"*": POST_ONLY}),
        ("POST admin:editorial_edition_sign ROW", {"*": "login*2 409*7"}, REASON),
        ("GET admin:editorial_edition_changes ROW", {"*": "login*2 404*7"}),
        ("GET admin:editorial_edition_page ROW 1 99", {"*": "login*2 404*7"}),
    ),
    "upload": (
        ("GET admin:editorial_upload_changelist", {"*": STAFF}),
        ("GET admin:editorial_upload_add", {"*": MAKERS}),
        ("POST admin:editorial_upload_add", {"*": MAKERS}),
        ("GET admin:editorial_upload_change ROW", {"*": STAFF}),
        ("POST admin:editorial_upload_change ROW", {"*": MAKERS}),
        ("GET admin:editorial_upload_history ROW", {"*": STAFF}),
        ("GET admin:editorial_upload_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_upload_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_upload_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/upload/<path:object_id>/ /desk/editorial/upload/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_upload_crop ROW", {"*": MAKERS}),
        ("POST admin:editorial_upload_crop ROW", {"*": MAKERS}),
        ("GET admin:editorial_upload_replace ROW", {"*": POST_ONLY}),
        ("POST admin:editorial_upload_replace ROW", {"*": "login*2 302*5 403 302"}),
        ("GET admin:editorial_upload_remove ROW", {"*": POST_ONLY}),
        ("POST admin:editorial_upload_remove ROW", {"*": "login*2 302*5 403 302"}),
        ("GET admin:editorial_upload_receive", {"*": POST_ONLY}),
        ("POST admin:editorial_upload_receive", {"*": MAKERS}),
    ),
    "notice": (
        ("GET admin:notices", {"*": STAFF}),
        ("GET admin:notices_read", {"*": POST_ONLY}),
        ("POST admin:notices_read", {"*": "login*2 302*7"}),
        ("GET admin:notice NOTICE", {"*": POST_ONLY}),
        ("POST admin:notice NOTICE", {"*": "login*2 404 302 404*5"}),
        ("GET admin:notice_settings", {"*": STAFF}),
        ("POST admin:notice_settings", {"*": STAFF}, {"email": "@"}),
    ),
    "statistics": (
        ("GET admin:statistics", {"*": STAFF}),
        ("POST admin:statistics", {"*": POST_ONLY}),
        ("GET admin:statistics_export", {"*": STAFF}),
    ),
    "record": (
        ("GET admin:editorial_record_changelist", {"*": STAFF}),
        ("GET admin:editorial_record_export", {"*": STAFF}),
        ("POST admin:editorial_record_export", {"*": POST_ONLY}),
        ("GET admin:editorial_record_add", {"*": NOBODY}),
        ("POST admin:editorial_record_add", {"*": NOBODY}),
        ("GET admin:editorial_record_change ROW", {"*": STAFF}),
        ("POST admin:editorial_record_change ROW", {"*": NOBODY}),
        ("GET admin:editorial_record_history ROW", {"*": STAFF}),
        ("GET admin:editorial_record_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_record_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_record_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/record/<path:object_id>/ /desk/editorial/record/ROW/",
            {"*": "login*2 302*7"},
        ),
    ),
    "publication": (
        ("GET admin:editorial_publication_changelist", {"*": "login*2 302*7"}),
        ("GET admin:editorial_publication_add", {"*": NOBODY}),
        ("POST admin:editorial_publication_add", {"*": NOBODY}),
        ("GET admin:editorial_publication_change ROW", {"*": STAFF}),
        ("POST admin:editorial_publication_change ROW", {"*": CHIEF}),
        ("GET admin:editorial_publication_history ROW", {"*": STAFF}),
        ("GET admin:editorial_publication_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_publication_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_publication_changelist", {"*": "login*2 302*7"}, DELETE_SELECTED),
        (
            "GET desk/editorial/publication/<path:object_id>/ /desk/editorial/publication/ROW/",
            {"*": "login*2 302*7"},
        ),
    ),
    "pagedesign": (
        ("GET admin:editorial_pagedesign_changelist", {"*": "login*2 302*7"}),
        ("GET admin:editorial_pagedesign_add", {"*": NOBODY}),
        ("POST admin:editorial_pagedesign_add", {"*": NOBODY}),
        ("GET admin:editorial_pagedesign_change ROW", {"*": STAFF}),
        ("POST admin:editorial_pagedesign_change ROW", {"*": DESIGNERS}),
        ("GET admin:editorial_pagedesign_history ROW", {"*": STAFF}),
        ("GET admin:editorial_pagedesign_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_pagedesign_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_pagedesign_changelist", {"*": "login*2 302*7"}, DELETE_SELECTED),
        (
            "GET desk/editorial/pagedesign/<path:object_id>/ /desk/editorial/pagedesign/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_pagedesign_simple_history DESIGN_VERSION", {"*": STAFF}),
        ("POST admin:editorial_pagedesign_simple_history DESIGN_VERSION", {"*": NOBODY}),
        ("GET admin:editorial_pagedesign_preview ROW", {"*": STAFF}),
        ("POST admin:editorial_pagedesign_preview ROW", {"*": "login*2 422*7"}),
        ("GET admin:editorial_pagedesign_preview_page ROW 0 1 960", {"*": "login*2 404*7"}),
    ),
    "section": (
        ("GET admin:editorial_section_changelist", {"*": STAFF}),
        ("GET admin:editorial_section_add", {"*": ROOT}),
        ("POST admin:editorial_section_add", {"*": ROOT}),
        ("GET admin:editorial_section_change ROW", {"*": STAFF}),
        ("POST admin:editorial_section_change ROW", {"*": CHIEF}),
        ("GET admin:editorial_section_history ROW", {"*": STAFF}),
        ("GET admin:editorial_section_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_section_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_section_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/section/<path:object_id>/ /desk/editorial/section/ROW/",
            {"*": "login*2 302*7"},
        ),
    ),
    "holiday": (
        ("GET admin:editorial_holiday_changelist", {"*": STAFF}),
        ("GET admin:editorial_holiday_add", {"*": LEADERS}),
        ("POST admin:editorial_holiday_add", {"*": LEADERS}),
        ("GET admin:editorial_holiday_change ROW", {"*": STAFF}),
        ("POST admin:editorial_holiday_change ROW", {"*": LEADERS}),
        ("GET admin:editorial_holiday_history ROW", {"*": STAFF}),
        ("GET admin:editorial_holiday_delete ROW", {"*": LEADERS}),
        ("POST admin:editorial_holiday_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/holiday/<path:object_id>/ /desk/editorial/holiday/ROW/",
            {"*": "login*2 302*7"},
        ),
    ),
    "user": (
        ("GET admin:editorial_user_changelist", {"*": ROOT}),
        ("GET admin:editorial_user_add", {"*": ROOT}),
        ("POST admin:editorial_user_add", {"*": ROOT}),
        ("GET admin:editorial_user_change ROW", {"*": ROOT}),
        ("POST admin:editorial_user_change ROW", {"*": ROOT}),
        ("GET admin:editorial_user_history ROW", {"*": ROOT}),
        ("GET admin:editorial_user_delete ROW", {"*": "login*2 403*6 302"}),
        ("POST admin:editorial_user_delete ROW", {"*": "login*2 403*6 302"}, DELETE),
        ("POST admin:editorial_user_changelist", {"*": "login*2 403*6 302"}, DELETE_SELECTED),
        (
            "GET desk/editorial/user/<path:object_id>/ /desk/editorial/user/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:auth_user_password_change ROW", {"*": ROOT}),
        ("POST admin:auth_user_password_change ROW", {"*": ROOT}),
    ),
}
