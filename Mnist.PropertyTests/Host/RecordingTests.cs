using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.Recordings;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What a terminal shows, as a picture.</summary>
public sealed class RecordingTests
{
    private const int Width = 40;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Texts of sequences, letters of all kinds, and halves of letters, in any order.</summary>
    private static Gen<string> Written { get; } = Gen.OneOf(
        Gen.Elements("\u001b[2K", "\u001b[3A", "\u001b[J", "\u001b[1;31m", "\u001b[38;5;243m", "\u001b[48;2;9;8;7m", "\u001b[0m", "\u001b[",
            "\u001b]0;title\u0007", "\r", "\n", "\t", "\u001b[38;5;300m", "\u001b[99999999999A", "<tag>&amp;", "\uD83D", "😀",
            "漢字", "e\u0301", "\u202E", "\uFFFE", "]]>", "<!--"),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null)).ArrayOf().Select(string.Concat);

    [Property(MaxTest = 500)]
    public Property Whatever_is_written_the_picture_is_xml_of_bounded_size() => Prop.ForAll(Written.ToArbitrary(), text =>
    {
        var screen = Shown(text);
        var picture = ScreenPicture.Of(text, screen, Width);
        var texts = Texts(XDocument.Parse(picture)).ToList();
        var cells = screen.Lines.Sum(line => line.Text.Length);
        return (picture.Length <= 4_000 + (14 * text.Length) + (400 * cells) + (300 * Screen.MostLines))
            .Label($"{picture.Length} for {text.Length}, {cells} cells")
            .Classify(texts.Count > 0, "with text")
            .Classify(text.Contains("\u001b[", StringComparison.Ordinal), "with sequences");
    });

    [Property(MaxTest = 200)]
    public bool Every_line_is_in_it(NonEmptyArray<NonEmptyString> lines)
    {
        var words = lines.Get.Take(100)
            .Select(line => string.Concat(line.Get.Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '<' or '&')).Trim())
            .Select(line => line[..Math.Min(line.Length, Width)].TrimEnd())
            .ToList();
        var texts = Texts(XDocument.Parse(ScreenPicture.Of("", Shown(string.Join('\n', words)), Width))).ToList();
        return texts.SequenceEqual(words.Where(line => line.Length > 0), StringComparer.Ordinal);
    }

    [Property]
    public Property Pieces_of_a_text_written_one_by_one_give_the_same_screen() => Prop.ForAll(Written.ToArbitrary(), text =>
    {
        var (whole, parts) = (Shown(text), new Screen(Width));
        foreach (var letter in text)
            parts.Write([letter], TimeSpan.Zero);
        return whole.Lines.Select(line => line.Text).SequenceEqual(parts.Lines.Select(line => line.Text), StringComparer.Ordinal);
    });

    [Theory]
    [InlineData("one\r\u001b[2Ktwo", "two")]
    [InlineData("one\ntwo\nthree\r\u001b[2A\u001b[Jfour", "four")]
    [InlineData("abc\rX", "Xbc")]
    [InlineData("a\tb", "a       b")]
    [InlineData("0123456789012345678901234567890123456789x", "0123456789012345678901234567890123456789\nx")]
    [InlineData("\u001b[?25lhidden\u001b[?25h", "hidden")]
    public void A_screen_shows_what_a_terminal_would(string written, string shown) =>
        Assert.Equal(shown, string.Join('\n', Shown(written).Lines.Select(line => line.Text)));

    [Fact]
    public void Of_too_many_lines_the_first_and_the_last_are_kept_and_the_rest_is_counted()
    {
        var screen = Shown(string.Join('\n', Enumerable.Range(0, 1_000).Select(i => $"line {i}")));
        var texts = Texts(XDocument.Parse(ScreenPicture.Of("", screen, Width))).ToList();
        Assert.Equal($"line {Screen.Head - 1}", texts[Screen.Head - 1]);
        Assert.Equal("... 600 lines left out ...", texts[Screen.Head]);
        Assert.Equal("line 700", texts[Screen.Head + 1]);
        Assert.Equal("line 999", texts[^1]);
    }

    /// <summary>Colours that no terminal lets its user choose, so that what is written is what is seen.</summary>
    [Property]
    public bool Any_colour_becomes_one_that_can_be_read(byte red, byte green, byte blue, byte r, byte g, byte b)
    {
        var (colour, ground) = (new Rgb(red, green, blue), new Rgb(r, g, b));
        return colour.ReadableOn(ground, ScreenPicture.LeastContrast).Contrast(ground) >= ScreenPicture.LeastContrast
            && (colour.Contrast(ground) < ScreenPicture.LeastContrast
                || colour.ReadableOn(ground, ScreenPicture.LeastContrast) == colour);
    }

    /// <summary>WCAG 2.2's own examples: black on white 21, #777777 on white 4.48, and #767676 4.54.</summary>
    [Theory]
    [InlineData(0, 21)]
    [InlineData(0x77, 4.48)]
    [InlineData(0x76, 4.54)]
    [InlineData(255, 1)]
    public void Contrast_is_that_of_the_guidelines(byte grey, double contrast) =>
        Assert.Equal(contrast, new Rgb(grey, grey, grey).Contrast(Rgb.White), 2);

    [Fact]
    public void A_command_is_recorded_with_its_colours_and_without_a_script()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "pictures", "check.svg");
        var seen = Command.Run("check", "eva6/2", "--max-params", "8000", "--record", path);
        Assert.Equal(ExitCode.OverBudget, seen.Exit);
        var picture = XDocument.Load(path);
        var texts = Texts(picture).ToList();
        Assert.Equal("$ mnist check eva6/2 --max-params 8000", texts[0]);
        Assert.Contains(texts, text => text.Contains("8,872 trainable parameters", StringComparison.Ordinal));
        Assert.Contains(
            picture.Descendants(Svg + "text"),
            text => ((string?)text.Attribute("class"))?.Contains('c', StringComparison.Ordinal) == true);
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "script" or "foreignObject" or "image");
        Assert.DoesNotContain("href", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_output_gives_the_same_picture()
    {
        using var folder = new TemporaryFolder();
        string Recorded(string name)
        {
            var path = Path.Combine(folder.Path, name);
            Command.Run(around => around with { Clock = new SteadyClock() }, "list", $"--record={path}");
            return File.ReadAllText(path);
        }

        Assert.Equal(Recorded("a.svg"), Recorded("b.svg"));
    }

    [Fact]
    public void What_went_wrong_is_recorded_too()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "wrong.svg");
        Assert.Equal(ExitCode.Invalid, Command.Run("check", "no-such-plan", "--record", path).Exit);
        Assert.Contains(Texts(XDocument.Load(path)), text => text.Contains("no plan 'no-such-plan'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_said_before_anything_runs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", Encoding.UTF8.GetBytes("x"));
        var seen = Command.Run("list", "--record", Path.Combine(file, "list.svg"));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Empty(seen.Output);
        Assert.Contains("cannot be written to", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_for_programs_is_no_picture()
    {
        var seen = Command.Run("list", "--json", "--record", "list.svg");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("--record keeps what a terminal shows", seen.Output + seen.Error, StringComparison.Ordinal);
    }

    private static Screen Shown(string text)
    {
        var screen = new Screen(Width);
        screen.Write(text, TimeSpan.Zero);
        return screen;
    }

    /// <summary>The text of every line that shows any, its pieces apart by their places.</summary>
    private static IEnumerable<string> Texts(XDocument picture) => picture.Descendants(Svg + "g").Select(line =>
    {
        const double Edge = 16, Cell = 8.4;
        var text = new StringBuilder();
        foreach (var piece in line.Elements(Svg + "text"))
        {
            var column = (int)Math.Round((double.Parse(piece.Attribute("x")!.Value, null) - Edge) / Cell);
            text.Append(' ', Math.Max(0, column - text.Length)).Append(piece.Value);
        }

        return text.ToString().Trim();
    });
}
