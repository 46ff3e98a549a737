using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What stands around the place that a command keeps up to date is another's, byte for byte.</summary>
public sealed class MarkdownPlaceTests : IDisposable
{
    private const string Begin = "<!-- mnist sweep -->";
    private const string End = "<!-- /mnist sweep -->";

    private static readonly MarkdownPlace Place = new("");

    private static readonly Arbitrary<string> Around = (
        from parts in Gen.OneOf(
            Gen.Elements("\n", "\r\n", "\r", "<!--", "mnist sweep", "-->", "\uFEFF", "é", "<!-- mnist swee", "\ud83d\ude00"),
            ArbMap.Default
                .GeneratorFor<string>()
                .Where(text => text is not null)
                .Select(text => string.Concat(text.EnumerateRunes()))).ListOf()
        let text = string.Concat(parts)
        where !text.Contains("<!-- mnist sweep", StringComparison.Ordinal) && !text.Contains("<!-- /mnist sweep", StringComparison.Ordinal)
        select text).ToArbitrary();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property]
    public Property Every_byte_outside_the_marks_stays() => Prop.ForAll(Around, Around, Around, (before, inside, after) =>
    {
        var (head, tail) = ($"{before}\n{Begin}\n", $"\n{End}\n{after}");
        var filled = Filled($"{head}{inside}{tail}");
        return filled == $"{head}\ntable\n{tail}" && Filled(filled) == filled;
    });

    [Theory]
    [InlineData("\uFEFF" + Begin + "\n" + End)]
    [InlineData(Begin + "\r\nold\r\n" + End + "\r\n")]
    public void Byte_order_mark_and_line_breaks_are_the_files_own(string text)
    {
        var filled = Filled(text);
        Assert.Equal(text[0], filled[0]);
        Assert.Equal(
            text.Contains('\r', StringComparison.Ordinal),
            !filled.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text", "noMark")]
    [InlineData(Begin, "noMark")]
    [InlineData("See `" + Begin + "` below.\n" + End, "markInLine")]
    [InlineData("See `" + Begin + "` below.\nmine\n" + Begin + "\n" + End, "manyMarks")]
    [InlineData(Begin + "\n" + End + "\nmine\n" + Begin + "\n" + End, "manyMarks")]
    [InlineData(Begin + "\nmine\n" + End + " is the end mark\n", "markInLine")]
    [InlineData("  " + Begin + "\n" + End, "markInLine")]
    [InlineData(End + "\nmine\n" + Begin, "endBeforeBegin")]
    [InlineData(Begin + "\n<!-- mnist sweep two -->\nmine\n<!-- /mnist sweep two -->\n" + End, "markInside")]
    public void Without_one_true_pair_nothing_is_written(string text, string kind)
    {
        var file = folder.Write("notes.md", Encoding.UTF8.GetBytes(text));
        Assert.Equal(kind, KindOf(MarkdownFile.Parse(file).Refusal(), file));
        Assert.Equal(kind, KindOf(MarkdownFile.Parse(file).Write([new Block.Line("new")]), file));
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void A_text_that_is_not_UTF_8_is_refused_and_kept()
    {
        foreach (var encoding in new[] { Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"Größe\n{Begin}\n{End}\n")];
            var file = folder.Write("notes.md", bytes);
            Assert.NotNull(MarkdownFile.Parse(file).Write([new Block.Line("new")]));
            Assert.Equal(bytes, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void A_link_stays_a_link_and_a_mode_stays_a_mode()
    {
        if (OperatingSystem.IsWindows())
            return;
        var target = folder.Write("target.md", Encoding.UTF8.GetBytes($"{Begin}\n{End}\n"));
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        var link = Path.Combine(folder.Path, "link.md");
        File.CreateSymbolicLink(link, "target.md");
        Assert.Null(MarkdownFile.Parse(link).Write([new Block.Line("new")]));
        Assert.Equal("target.md", new FileInfo(link).LinkTarget);
        Assert.Contains("new", File.ReadAllText(target), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, File.GetUnixFileMode(target));
    }

    [SmallDiskFact]
    public void On_a_full_disk_the_file_stays()
    {
        using var disk = new SmallDisk(kilobytes: 16);
        var (file, text) = (Path.Combine(disk.Path, "notes.md"), $"mine\n{Begin}\n{End}\n");
        File.WriteAllText(file, text);
        var refused = MarkdownFile.Parse(file).Write([new Block.Line(new string('x', 20_000))]);
        Assert.IsType<MarkdownError.Unusable>(refused);
        Assert.Equal(text, File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(disk.Path));
    }

    [Theory]
    [InlineData("a.md", "a.md", "")]
    [InlineData("a.md#two", "a.md", "two")]
    [InlineData("c#/a.md", "c#/a.md", "")]
    [InlineData("a.md#x --> y", "a.md#x --> y", "")]
    [InlineData("#", "#", "")]
    public void A_name_is_what_can_be_one(string argument, string path, string name) =>
        Assert.Equal(new MarkdownFile(path, new(name)), MarkdownFile.Parse(argument));

    private static string? KindOf(MarkdownError? error, string file) => error is null ? null : ErrorMessage.Of(error, file).Kind;

    private static string Filled(string text) => Encoding.UTF8.GetString(Place.Fill(Encoding.UTF8.GetBytes(text), "table\n").OrThrow());
}
