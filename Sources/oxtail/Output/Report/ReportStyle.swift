/// The look of a report's page and the little that a script adds to it. Both are named by their hashes in the page's policy, so that
/// nothing else can take their place.
enum ReportStyle {
  static let css: HTML = """
    :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#5a6577;--line:#dfe3ea;--bar:#3b6fb6;--bad:#b3261e;--warn:#8a5a00;--good:#1d6b3a;--warnbg:#fff6e0}
    @media(prefers-color-scheme:dark){:root{--bg:#12161d;--card:#1a2029;--ink:#e4e8ef;--soft:#9aa6b8;--line:#2c3542;--bar:#6ea0e6;--bad:#ff8a80;--warn:#f0c060;--good:#7bd19b;--warnbg:#2a2413}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:24px 20px 60px;max-width:1120px;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    h1{font-size:26px;line-height:1.2;margin:2px 0 4px}h2{font-size:17px;margin:0 0 10px}h3{font-size:15px;margin:0 0 2px}
    header p{margin:0;color:var(--soft)}
    section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin-top:16px}
    .warn{background:var(--warnbg);border-color:var(--warn)}.warn h2{color:var(--warn)}
    ul{margin:0;padding-left:20px}
    .owner{margin:14px 0 6px;font-size:13px;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:var(--soft)}
    .owner:first-of-type{margin-top:0}
    .task{border-left:3px solid var(--bar);padding:2px 0 2px 12px;margin:0 0 12px}
    .task p{margin:0;color:var(--soft);font-size:14px}
    pre{margin:6px 0 0;padding:8px 10px;background:var(--bg);border-radius:6px;font:12.5px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}
    .tiles div{border:1px solid var(--line);border-radius:8px;padding:10px 12px}
    .tiles b{display:block;font-size:24px;line-height:1.2}.tiles span{color:var(--soft);font-size:13px}
    .chart{overflow-x:auto}.chart svg{min-width:520px}#causes th:last-child{width:22%}#causes p{margin:0;color:var(--soft)}#causes svg{height:8px;margin-top:6px}#causes rect{height:8px}
    .two{display:grid;grid-template-columns:1fr 1fr;gap:16px}.two section{min-width:0}
    svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font:11px system-ui,"DejaVu Sans",sans-serif}
    svg rect{fill:var(--bar)}svg .grid{stroke:var(--line)}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
    th{font-size:12px;color:var(--soft);font-weight:600;white-space:nowrap}th button{all:unset;cursor:pointer}th button:focus-visible{outline:2px solid var(--bar)}
    .n,:is(#causes,.two) :is(td,th):is(:nth-child(2),:nth-child(3)){text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    #inc td:nth-child(1){font-family:ui-monospace,"DejaVu Sans Mono",monospace;white-space:nowrap}
    #inc td:nth-child(2){white-space:nowrap}#inc :is(td,th):nth-child(3){text-align:right;font-variant-numeric:tabular-nums}
    :where(#inc.b) td:nth-child(5),#inc.pb p,#inc td.b{color:var(--bad)}:where(#inc.c) td:nth-child(5),#inc.pc p,#inc td.c{color:var(--warn)}
    :where(#inc.g) td:nth-child(5),#inc.pg p,#inc td.g{color:var(--good)}:where(#inc.q) td:nth-child(5),#inc.pq p,#inc td.q,.note{color:var(--soft)}
    #inc p{margin:0}
    .note{font-size:13px;margin:8px 0 0}
    details{margin-top:8px}summary{cursor:pointer;color:var(--soft);font-size:13px}
    #find{width:100%;max-width:420px;padding:7px 10px;margin:0 0 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:inherit;font:inherit}
    footer{margin-top:20px;color:var(--soft);font-size:13px}
    @media(max-width:700px){body{padding:16px 12px 40px}.two{grid-template-columns:1fr;gap:0}h1{font-size:22px}section{padding:14px 12px}#inc{font-size:12.5px}#inc :is(td,th){padding-right:7px;overflow-wrap:break-word}#inc td:nth-child(2){white-space:normal;min-width:86px}#inc :is(td,th):is(:nth-child(3),:nth-child(4),:nth-child(7)),#causes :is(td,th):nth-child(4){display:none}}
    @media print{:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--bar:#555;--bad:#000;--warn:#000;--good:#000;--warnbg:#fff}body{padding:0;max-width:none;font-size:11pt}section{border:0;padding:0;break-inside:auto}h2{break-after:avoid}.task,tr,.tiles div,svg{break-inside:avoid}#find,details{display:none}#inc{font-size:8pt}#inc :is(td,th):nth-child(-n+6){overflow-wrap:normal;white-space:nowrap}}
    """

  /// Sorting by a click on a column's head, and a field that leaves the rows with some words. Without it all is there all the same.
  static let script: HTML = """
    (()=>{const t=document.getElementById("inc");if(!t)return;const b=t.tBodies[0],rows=[...b.rows];
    const f=document.createElement("input");f.id="find";f.type="search";f.placeholder="Leave rows with these words";f.setAttribute("aria-label",f.placeholder);
    t.before(f);f.addEventListener("input",()=>{const w=f.value.toLowerCase().split(/\\s+/).filter(Boolean);for(const r of rows){const s=r.textContent.toLowerCase();r.hidden=!w.every(x=>s.includes(x))}});
    [...t.tHead.rows[0].cells].forEach((h,i)=>{const k=document.createElement("button");k.type="button";k.textContent=h.textContent;h.textContent="";h.append(k);
    k.addEventListener("click",()=>{const up=h.getAttribute("aria-sort")!=="ascending";for(const o of t.tHead.rows[0].cells)o.removeAttribute("aria-sort");h.setAttribute("aria-sort",up?"ascending":"descending");
    const v=r=>r.cells[i].textContent,c=(x,y)=>{const p=v(x),q=v(y),m=parseFloat(p.replace(/,/g,"")),n=parseFloat(q.replace(/,/g,""));return i===2?m-n:p<q?-1:p>q?1:0};
    b.append(...rows.sort((x,y)=>up?c(x,y):c(y,x)))})})})();
    """
}
