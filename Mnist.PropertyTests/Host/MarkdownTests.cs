using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Xunit;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed partial class MarkdownTests
{
    [Fact]
    public void Blocks_become_what_GitHub_shows() => Assert.Equal(
        "# A \\*title\\*\n\nplain\n\n**strong**\n\n- one\n- two\n\n| name | number |\n| --- | ---: |\n| a\\|b | 1 |\n\n```\n{ \"x\": "
            + "1 }\n```\n",
        MarkdownRenderer.Write(
        [
            new Block.Heading("A *title*", 1),
            new Block.Line("plain"),
            Block.Gap,
            new Block.Line("strong", Tone.Strong),
            new Block.Items(["one", "two"]),
            new Block.Table([new("name"), new("number", RightAligned: true)], [["a|b", "1"]]),
            new Block.Verbatim("{ \"x\": 1 }"),
        ]));

    [Property]
    public bool No_text_in_a_cell_makes_another_cell_or_row(NonNull<string> text)
    {
        var lines = MarkdownRenderer.Write([new Block.Table([new("a"), new("b")], [[text.Get, "x"]])]).Split('\n');
        return lines.Length == 4 && lines[2]
            .Replace("\\\\", "", StringComparison.Ordinal)
            .Replace("\\|", "", StringComparison.Ordinal)
            .Count(c => c == '|') == 3;
    }

    [Theory]
    [InlineData("run `mnist check a_b` now_", "run `mnist check a_b` now\\_")]
    [InlineData("`one` and `two*`", "`one` and `two*`")]
    [InlineData("one ` alone", "one \\` alone")]
    [InlineData("nothing `` between", "nothing \\`\\` between")]
    [InlineData("`a|b` and `c`", "\\`a\\|b\\` and \\`c\\`")]
    public void Code_stays_code(string text, string expected) =>
        Assert.Equal($"{expected}\n", MarkdownRenderer.Write([new Block.Line(text)]));

    /// <summary>Outside of code no character is left that could be markup.</summary>
    [Property]
    public bool No_text_is_markup(NonNull<string> some, NonNull<string> other)
    {
        var text = MarkdownRenderer.Write([new Block.Line($"x{some.Get}`{other.Get}`{some.Get}")]);
        return Code().Replace(Escaped().Replace(text, ""), "").IndexOfAny([.. "`*_{}[]<>#|~$&"]) < 0;
    }

    [Fact]
    public void A_fence_is_longer_than_any_inside() =>
        Assert.StartsWith("````\n```\n", MarkdownRenderer.Write([new Block.Verbatim("```\ncode\n```")]), StringComparison.Ordinal);

    [GeneratedRegex(@"\\[\\`*_{}\[\]<>#|~$&]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
