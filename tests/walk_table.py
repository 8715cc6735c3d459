"""The walk's table: every address of the newsroom, and what each person hears there."""

# A row: the request, {states: answers}, and what a POST carries. A line of answers goes through
# walk.ACTORS in order, "login*2 200*7"; "login" is a redirect to the sign-in page, and "!" marks
# an answer to a stranger in which the issue's words can be read. States as in walk.STATES, "*"
# for all the others. ROW, ISSUE, ARTICLE … are filled in by walk.url_of.

STAFF = "login*2 200*7"
NOBODY = "login*2 403*7"
POST_ONLY = "login*2 405*7"
TO_WRITERS = "login*2 302*4 403*2 302"
ROOT = "login*2 403*6 200"
CHIEF = "login*2 403*3 200 403*2 200"

REASON = {"reason": "再核。"}
DELETE = {"post": "yes"}
DELETE_SELECTED = {"action": "delete_selected", "_selected_action": "1", "post": "yes"}

AREAS = {
    "archive": (
        (
            "GET archive:home",
            {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "200*9"},
        ),
        (
            "GET archive:issues",
            {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "200*9"},
        ),
        (
            "GET archive:year 2026",
            {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "404*9"},
        ),
        (
            "GET archive:issue ISSUE",
            {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "404*9"},
        ),
        (
            "GET archive:article ARTICLE",
            {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "404*9"},
        ),
        (
            "GET archive:issue_pdf ISSUE",
            {"published": "200!*2 200*7", "internal": "login 200! 200*7", "*": "404*9"},
        ),
        ("GET archive:cover ISSUE", {"published": "200*9", "internal": "403 200*8", "*": "404*9"}),
        (
            "GET archive:picture PICTURE",
            {"published": "200*9", "internal": "403 200*8", "*": "404*2 200*7"},
        ),
        (
            "GET archive:feed",
            {"published": "200!*2 200*7", "internal": "403 200! 200*7", "*": "200*9"},
        ),
        (
            "GET archive:section_feed policy",
            {"published": "200!*2 200*7", "internal": "403 200! 200*7", "*": "200*9"},
        ),
        ("GET archive:sitemap", {"internal": "403 200*8", "*": "200*9"}),
        ("GET archive:robots", {"*": "200*9"}),
        ("POST archive:home", {"*": "405*9"}),
        ("POST archive:article ARTICLE", {"*": "405*9"}),
        ("POST archive:issue_pdf ISSUE", {"*": "405*9"}),
    ),
    "desk": (
        ("GET admin:index", {"*": STAFF}),
        ("GET admin:handbook", {"*": STAFF}),
        ("GET admin:login", {"*": "200*2 302*7"}),
        ("GET admin:password_change", {"*": STAFF}),
        ("GET admin:password_change_done", {"*": STAFF}),
        ("GET admin:jsi18n", {"*": STAFF}),
        ("POST admin:login", {"*": "200*9"}, {"username": "lin", "password": "wrong"}),
        ("POST admin:logout", {"*": "302*2 200*7"}),
        ("POST admin:password_change", {"*": STAFF}),
        ("GET admin:app_list /desk/editorial/", {"*": STAFF}),
        ("GET admin:view_on_site /desk/r/0/0/", {"*": "login*2 404*7"}),
        ("GET desk/(?P<url>.*)$ /desk/nowhere/", {"*": "login*2 404*7"}),
        (
            "GET admin:autocomplete",
            {"*": STAFF},
            {
                "app_label": "editorial",
                "model_name": "issue",
                "field_name": "cover_picture",
                "term": "点",
            },
        ),
    ),
    "issue": (
        ("GET admin:editorial_issue_changelist", {"*": STAFF}),
        ("GET admin:editorial_issue_add", {"*": "login*2 403 200*3 403*2 200"}),
        ("POST admin:editorial_issue_add", {"*": "login*2 403 200*3 403*2 200"}),
        ("GET admin:editorial_issue_change ROW", {"*": STAFF}),
        (
            "POST admin:editorial_issue_change ROW",
            {"assembling proofing": "login*2 403 200*4 403 200", "*": "login*2 403 409*4 403 409"},
        ),
        ("GET admin:editorial_issue_history ROW", {"*": STAFF}),
        ("GET admin:editorial_issue_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_issue_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_issue_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/issue/<path:object_id>/ /desk/editorial/issue/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_issue_simple_history ISSUE_VERSION", {"*": STAFF}),
        ("POST admin:editorial_issue_simple_history ISSUE_VERSION", {"*": NOBODY}, {"number": "9"}),
        ("GET admin:editorial_issue_move ROW start_proofing", {"*": POST_ONLY}),
        (
            "POST admin:editorial_issue_move ROW start_proofing",
            {"assembling": "login*2 409 302*3 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        (
            "POST admin:editorial_issue_move ROW return_to_assembly",
            {"proofing": "login*2 409 302*3 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        ("POST admin:editorial_issue_move ROW sign_off", {"*": "login*2 409*7"}, REASON),
        (
            "POST admin:editorial_issue_move ROW revoke_sign_off",
            {"signed_off": "login*2 409*3 302 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        (
            "POST admin:editorial_issue_move ROW publish",
            {"signed_off": "login*2 409*3 302 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        (
            "POST admin:editorial_issue_move ROW withdraw",
            {"published scheduled internal": "login*2 409*3 302 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        (
            "POST admin:editorial_issue_move ROW restore",
            {"withdrawn": "login*2 409*3 302 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        ("GET admin:editorial_issue_arrange ROW", {"*": POST_ONLY}),
        (
            "POST admin:editorial_issue_arrange ROW",
            {"assembling proofing": "login*2 403 409*4 403 409", "*": NOBODY},
            "[]",
        ),
        ("GET admin:editorial_issue_all ROW submit", {"*": POST_ONLY}),
        (
            "POST admin:editorial_issue_all ROW submit",
            {"assembling proofing": "login*2 302*4 409*2 302", "*": "login*2 409*7"},
        ),
        (
            "POST admin:editorial_issue_all ROW approve",
            {"assembling proofing": "login*2 409 302*3 409*2 302", "*": "login*2 409*7"},
        ),
        ("GET admin:editorial_issue_order ROW proof", {"*": POST_ONLY}),
        ("POST admin:editorial_issue_order ROW proof", {"*": "login*2 302*7"}),
        ("POST admin:editorial_issue_order ROW web", {"*": "login*2 302*7"}),
        ("POST admin:editorial_issue_order ROW print", {"*": "login*2 404*7"}),
    ),
    "article": (
        ("GET admin:editorial_article_changelist", {"*": STAFF}),
        ("GET admin:editorial_article_add", {"*": "login*2 200*4 403*2 200"}),
        ("POST admin:editorial_article_add", {"*": "login*2 200*4 403*2 200"}),
        ("GET admin:editorial_article_change ROW", {"*": STAFF}),
        (
            "POST admin:editorial_article_change ROW",
            {"assembling proofing": "login*2 200*4 403*2 200", "*": "login*2 409*4 403*2 409"},
        ),
        ("GET admin:editorial_article_history ROW", {"*": STAFF}),
        ("GET admin:editorial_article_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_article_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_article_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/article/<path:object_id>/ /desk/editorial/article/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_article_change SUBMITTED", {"*": STAFF}),
        ("POST admin:editorial_article_change SUBMITTED", {"*": "login*2 409*4 403*2 409"}),
        ("GET admin:editorial_article_simple_history VERSION", {"*": STAFF}),
        ("POST admin:editorial_article_simple_history VERSION", {"*": NOBODY}, {"title": "旧"}),
        ("GET admin:editorial_article_move DRAFT submit", {"*": POST_ONLY}),
        (
            "POST admin:editorial_article_move DRAFT submit",
            {"assembling proofing": "login*2 302*4 409*2 302", "*": "login*2 409*7"},
        ),
        (
            "POST admin:editorial_article_move SUBMITTED approve",
            {"assembling proofing": "login*2 409 302*3 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        (
            "POST admin:editorial_article_move SUBMITTED send_back",
            {"assembling proofing": "login*2 409 302*3 409*2 302", "*": "login*2 409*7"},
            REASON,
        ),
        (
            "POST admin:editorial_article_move SUBMITTED recall",
            {"assembling proofing": "login*2 302 409*6", "*": "login*2 409*7"},
            REASON,
        ),
        ("GET admin:editorial_article_transfer DRAFT", {"*": POST_ONLY}),
        (
            "POST admin:editorial_article_transfer DRAFT",
            {"assembling proofing": "login*2 302*4 403*2 302", "*": NOBODY},
            {"issue": "0"},
        ),
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
    ),
    "manuscript": (
        ("GET admin:editorial_manuscript_changelist", {"*": STAFF}),
        ("GET admin:editorial_manuscript_add", {"*": NOBODY}),
        ("POST admin:editorial_manuscript_add", {"*": NOBODY}),
        ("GET admin:editorial_manuscript_change ROW", {"*": STAFF}),
        ("POST admin:editorial_manuscript_change ROW", {"*": NOBODY}),
        ("GET admin:editorial_manuscript_history ROW", {"*": STAFF}),
        ("GET admin:editorial_manuscript_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_manuscript_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_manuscript_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/manuscript/<path:object_id>/ /desk/editorial/manuscript/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_manuscript_import", {"*": "login*2 200*4 403*2 200"}),
        (
            "POST admin:editorial_manuscript_import",
            {"*": "login*2 400*4 403*2 400"},
            {"text": "没有要目的一段话。"},
        ),
        ("GET admin:editorial_manuscript_original ROW", {"*": STAFF}),
        ("GET admin:editorial_manuscript_proposal ROW", {"*": "login*2 200*4 403*2 200"}),
        ("GET admin:editorial_manuscript_correct ROW", {"*": POST_ONLY}),
        (
            "POST admin:editorial_manuscript_correct ROW",
            {"*": TO_WRITERS},
            {"step": "set_tagline 0 甲", "version": "0"},
        ),
        ("GET admin:editorial_manuscript_undo ROW", {"*": POST_ONLY}),
        ("POST admin:editorial_manuscript_undo ROW", {"*": TO_WRITERS}, {"at": "0"}),
        ("GET admin:editorial_manuscript_confirm ROW", {"*": POST_ONLY}),
        ("POST admin:editorial_manuscript_confirm ROW", {"*": TO_WRITERS}, {"version": "0"}),
        ("GET admin:editorial_manuscript_set_aside ROW", {"*": POST_ONLY}),
        ("GET admin:editorial_manuscript_compare ROW", {"*": "login*2 302*4 403*2 302"}),
        ("GET admin:editorial_manuscript_adopt ROW", {"*": POST_ONLY}),
        ("POST admin:editorial_manuscript_adopt ROW", {"*": TO_WRITERS}, {"version": "0"}),
        ("POST admin:editorial_manuscript_set_aside ROW", {"*": TO_WRITERS}, {"version": "0"}),
    ),
    "upload": (
        ("GET admin:editorial_upload_changelist", {"*": STAFF}),
        ("GET admin:editorial_upload_add", {"*": "login*2 200*5 403 200"}),
        ("POST admin:editorial_upload_add", {"*": "login*2 200*5 403 200"}),
        ("GET admin:editorial_upload_change ROW", {"*": STAFF}),
        ("POST admin:editorial_upload_change ROW", {"*": "login*2 302*5 403 302"}),
        ("GET admin:editorial_upload_history ROW", {"*": STAFF}),
        ("GET admin:editorial_upload_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_upload_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_upload_changelist", {"*": STAFF}, DELETE_SELECTED),
        (
            "GET desk/editorial/upload/<path:object_id>/ /desk/editorial/upload/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:editorial_upload_receive", {"*": POST_ONLY}),
        ("POST admin:editorial_upload_receive", {"*": "login*2 200*5 403 200"}),
    ),
    "record": (
        ("GET admin:editorial_record_changelist", {"*": STAFF}),
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
    "user": (
        ("GET admin:editorial_user_changelist", {"*": ROOT}),
        ("GET admin:editorial_user_add", {"*": ROOT}),
        ("POST admin:editorial_user_add", {"*": ROOT}),
        ("GET admin:editorial_user_change ROW", {"*": ROOT}),
        ("POST admin:editorial_user_change ROW", {"*": ROOT}),
        ("GET admin:editorial_user_history ROW", {"*": ROOT}),
        ("GET admin:editorial_user_delete ROW", {"*": NOBODY}),
        ("POST admin:editorial_user_delete ROW", {"*": NOBODY}, DELETE),
        ("POST admin:editorial_user_changelist", {"*": ROOT}, DELETE_SELECTED),
        (
            "GET desk/editorial/user/<path:object_id>/ /desk/editorial/user/ROW/",
            {"*": "login*2 302*7"},
        ),
        ("GET admin:auth_user_password_change ROW", {"*": ROOT}),
        ("POST admin:auth_user_password_change ROW", {"*": ROOT}),
    ),
}
