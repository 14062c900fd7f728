"""Pages as strangers serve them, for the tests of `extract` and `extract_batch`."""

HOST = "http://www.example.gov.cn"

COLUMN = """<html><head><title>通知公告</title><meta name="SiteIDCode" content="3703000001"></head><body>
<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>
<ul class="list">
<li><a href="./201711/t20171129_1.html" title="关于做好冬季清洁取暖工作的通知">关于做好冬季清洁取暖工作的通知</a><span>2017-11-29</span></li>
<li><a href="./201711/t20171120_2.html">关于公布行政许可事项目录的公告</a><span>2017-11-20</span></li>
<li><a href="./201711/t20171103_3.html">关于召开全市安全生产工作会议的通知</a><span>2017-11-03</span></li>
</ul>
<div>主办单位：某市人民政府办公厅 网站标识码：3703000001 鲁ICP备05012345号</div></body></html>"""

BLANK = """<html><head><title>规划计划</title></head><body><div class="nav"><a href="/">首页</a></div>
<div class="list"><p>暂无内容</p></div></body></html>"""

HOME = """<html><head><title>某县人民政府</title></head><body>
<div><h2>政务要闻</h2><a href="/ywdt/">更多</a><ul>
<li><a href="/ywdt/1.html">县政府召开第十次常务会议</a><span>2017-11-29</span></li>
<li><a href="/ywdt/2.html">我县开展秋冬季防火检查工作</a><span>2017-11-28</span></li>
<li><a href="/ywdt/3.html">全县教育工作会议召开</a><span>2017-11-27</span></li></ul></div>
<div><h2>通知公告</h2><a href="/tzgg/">更多</a><ul>
<li><a href="/tzgg/1.html">关于停水检修的公告</a><span>11-26</span></li>
<li><a href="/tzgg/2.html">关于公开征求意见的公告</a><span>11-25</span></li></ul></div></body></html>"""

ARTICLE = """<html><head><title>关于做好防汛工作的通知</title><meta name="ArticleTitle" content="关于做好防汛工作的通知">
<meta name="PubDate" content="2017-06-30 09:00"></head><body><h1>关于做好防汛工作的通知</h1>
<div>发布时间：2017-06-20 来源：市水利局</div><div>发文字号：鲁政发〔2017〕11号</div>
<p>各区县人民政府，市政府各部门：为做好今年防汛工作，现将有关事项通知如下。请认真贯彻执行，切实保障人民群众生命财产安全。</p>
<p>一、提高认识，落实责任。各级各部门要充分认识防汛工作的重要性，切实加强组织领导，确保各项措施落实到位。</p>
<p><a href="fj.doc">附件：防汛责任人名单.doc</a></p></body></html>"""

LETTERS = """<html><head><title>信件列表</title></head><body><table>
<tr><th>信件标题</th><th>写信时间</th><th>回复时间</th><th>处理状态</th></tr>
<tr><td><a href="1.html">关于路灯不亮的问题</a></td><td>2017-11-01</td><td>2017-11-06</td><td>已答复</td></tr>
<tr><td><a href="2.html">咨询落户手续</a></td><td>2017-11-02</td><td></td><td>处理中</td></tr></table></body></html>"""

LETTER = """<html><head><title>信件</title></head><body><table><tr><td>信件标题：</td><td>关于路灯不亮的问题</td></tr>
<tr><td>来信时间：</td><td>2017-11-01</td></tr><tr><td>信件内容：</td><td>我家门前路灯不亮，请处理。</td></tr>
<tr><td>回复单位：</td><td>市城管局</td></tr><tr><td>回复时间：</td><td>2017-11-06</td></tr>
<tr><td>回复内容：</td><td>您好，路灯已经修好，感谢您的关心。</td></tr></table></body></html>"""

GUIDE = """<html><head><title>办事指南</title></head><body><h1>食品经营许可办事指南</h1><table>
<tr><td>事项名称</td><td>食品经营许可</td></tr><tr><td>设定依据</td><td>《中华人民共和国食品安全法》第三十五条</td></tr>
<tr><td>申请条件</td><td>有固定的经营场所</td></tr><tr><td>办理材料</td><td></td></tr><tr><td>办理地点</td><td>政务服务中心二楼</td></tr>
<tr><td>办理时间</td><td>周一至周五 9:00-17:00</td></tr><tr><td>办理流程</td><td>申请、受理、审查、决定</td></tr></table></body></html>"""

ERROR = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"

# name -> (address, body)
PAGES = {
    "column": (f"{HOST}/tzgg/", COLUMN.encode()),
    "column_in_gbk": (f"{HOST}/tzgg/index.html", COLUMN.encode("gbk")),
    "blank": (f"{HOST}/ghjh/", BLANK.encode()),
    "home": (f"{HOST}/", HOME.encode()),
    "article": (f"{HOST}/zwgk/201706/t20170620_9.html", ARTICLE.encode()),
    "letters": (f"{HOST}/xjlb/", LETTERS.encode()),
    "letter": (f"{HOST}/xjlb/1.html", LETTER.encode()),
    "guide": (f"{HOST}/bszn/1.html", GUIDE.encode()),
    "error": (f"{HOST}/none.html", ERROR.encode()),
    "empty": (f"{HOST}/leer.html", b""),
}
