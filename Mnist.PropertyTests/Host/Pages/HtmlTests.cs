using System.Xml.Linq;
using FsCheck;
using FsCheck.Xunit;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class HtmlTests
{
    [Property]
    public void A_text_is_read_as_that_text_wherever_it_is_put(NonNull<string> text)
    {
        var element = XElement.Parse(Html.Of($"""<p title="{text.Get}">{text.Get}</p>""").Markup, LoadOptions.PreserveWhitespace);
        Assert.Equal(Shown(text.Get), element.Value);
        Assert.Empty(element.Elements());
        Assert.Equal(Shown(text.Get), element.Attribute("title")!.Value);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("</title></style>&lt;&#60;]]>")]
    public void A_hostile_text_makes_no_element_and_no_attribute(string text)
    {
        var element = XElement.Parse(Html.Of($"""<p title="{text}">{text}</p>""").Markup);
        Assert.Equal((text, text, 1), (element.Value, element.Attribute("title")!.Value, element.Attributes().Count()));
        Assert.Empty(element.Elements());
    }

    [Fact]
    public void Markup_is_put_together_as_it_is() =>
        Assert.Equal(
            "<ul><li>a &amp; b</li><li>2</li></ul>",
            Html.Of($"<ul>{new[] { Html.Of($"<li>{"a & b"}</li>"), Html.Of($"<li>{2}</li>") }}</ul>").Markup);

    /// <summary>
    /// What cannot be seen is spelt out; what no page can hold is shown as the character for that: half pairs, and two that are no
    /// characters.
    /// </summary>
    private static string Shown(string text)
    {
        var paired = string.Concat(text.EnumerateRunes()); // a rune takes half a pair for U+FFFD
        return string.Concat(Visible.Text(paired).Select(c => c is '\uFFFE' or '\uFFFF' ? '\uFFFD' : c));
    }
}
