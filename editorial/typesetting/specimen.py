"""An article with one of everything, by which a process warms up: styles, faces, templates."""

from django.template.loader import render_to_string

LINE = "为推动数据资源向县域延伸，结合本省实际，制定 2026 年工作方案（试行）：“先试点、后推开”。"
BODY = f"""<h2 id="a0-1">一、总体要求</h2><p>{LINE * 3}</p>
<h3 id="a0-2">（一）目标 <span lang="en">Goals</span></h3><h4>1. 做法</h4><h5>（1）细则</h5>
<p><strong class="run-in">（一）基础。</strong>{LINE}<span class="duty">（省数据局）</span></p>
<p class="dash">——{LINE}</p>
<p class="note">注：{LINE}<sup>1</sup><a href="#a0-1">见上</a><em>甲</em></p>
<ul><li>{LINE}</li></ul><ol><li><p>{LINE}</p></li></ol><blockquote><p>{LINE}</p></blockquote>
<table><thead><tr><th>项目</th><th>数值</th></tr></thead>
<tbody><tr><td>甲</td><td>1.5</td></tr></tbody></table>"""


def html() -> str:
    """The specimen as a document of a proof, by the templates that print articles."""
    section = {"slug": "policy", "name": "国策要论"}
    article = {
        "section": section,
        "plain_title": "样张",
        "document_number": "山数发〔2026〕1号",
        "addressee": "各市人民政府：",
        "source": "样张",
    }
    part = {
        "article": article,
        "anchor": "article-0",
        "opens_section": True,
        "title_lines": ("样张",),
        "note": f"<p>{LINE}</p>",
        "body": BODY,
        "footnotes": "",
    }
    issue = {"year": 2026, "number": 1, "running_number": 1}
    context = {"publication": {"name": "样张"}, "issue": issue, "part": part, "folio": 1}
    return render_to_string("print/article.html", context | {"is_proof": True, "style": ""})
