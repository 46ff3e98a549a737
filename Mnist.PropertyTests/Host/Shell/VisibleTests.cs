using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Host.Presentation;
using Mnist.Host.Verbs.Predict;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Names and texts that would take hold of a terminal.</summary>
public sealed class VisibleTests : IDisposable
{
    // Clears the screen, sets the title, rings, turns the direction of writing round, is a tag that cannot be seen, breaks a line.
    private const string Hostile = "a\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u2066\ufeff\U000E0041\u2028\nb\u007f";

    private static readonly Arbitrary<string> Texts = (
        from parts in Gen.OneOf(
            Gen.Elements([.. Hostile.EnumerateRunes().Select(rune => $"{rune}"), "\r\n", "\t", "é", "\u200d", "\ud83d", "\"", "\\"]),
            ArbMap.Default.GeneratorFor<string>().Where(text => text is not null)).ListOf()
        select string.Concat(parts)).ToArbitrary();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property]
    public Property Nothing_unseen_is_left_in_a_line() => Prop.ForAll(Texts, text => !Visible.Line(text).EnumerateRunes().Any(IsUnseen));

    [Property]
    public Property Nothing_unseen_but_breaks_and_tabs_is_left_in_a_text() =>
        Prop.ForAll(Texts, text => !Visible.Text(text).EnumerateRunes().Any(rune => rune.Value is not ('\n' or '\t') && IsUnseen(rune)));

    [Property]
    public Property A_document_stays_the_same_document() => Prop.ForAll(Texts, text =>
    {
        var whole = string.Concat(text.EnumerateRunes());
        var json = JsonText.WriteLine(whole, PredictJson.Default.String);
        return JsonSerializer.Deserialize<string>(Visible.Text(json)) == whole;
    });

    [Theory]
    [InlineData("plain text, 18 µs \u2265 3 \ud83d\ude00")]
    [InlineData("two\nlines and a\ttab")]
    public void What_can_be_seen_stays_as_it_is(string text) => Assert.Equal(text, Visible.Text(text));

    [Theory]
    [InlineData("check", null)]
    [InlineData("check", 80)]
    [InlineData("show", null)]
    [InlineData("show", 80)]
    [InlineData("train", null)]
    [InlineData("report", 80)]
    [InlineData("predict", null)]
    [InlineData("doctor --out", null)]
    [InlineData("doctor --out", 80)]
    [InlineData("data --data", null)]
    [InlineData("export", null)]
    [InlineData("diff eva6/1", null)]
    [InlineData("sweep --markdown nowhere/a.md", null)]
    public void No_name_reaches_the_terminal_as_it_is(string verb, int? width)
    {
        foreach (var name in new[]
        {
            Hostile,
            $"{Hostile}.json",
            Path.Combine(folder.Path, $"x{Hostile.Replace("/", "", StringComparison.Ordinal)}"),
        })
        {
            foreach (var json in new[] { Array.Empty<string>(), ["--json"] })
                AssertTame(Command.Run(
                    around => around with { TerminalWidth = width },
                    [.. verb.Split(' '), name, .. verb == "predict" ? ["x.png"] : Array.Empty<string>(), .. json]));
        }
    }

    [Fact]
    public void No_text_of_a_plan_reaches_the_terminal_as_it_is()
    {
        var plan = PlanText.Write(PlanCatalog.Find("eva6/2")! with { Description = Hostile });
        foreach (var text in new[] { plan, plan.Replace("\"conv2d\"", JsonSerializer.Serialize(Hostile), StringComparison.Ordinal) })
        {
            var file = folder.Write("plan.json", Encoding.UTF8.GetBytes(text));
            foreach (var verb in new[] { "check", "show", "train" })
            {
                string[] arguments = [verb, file, .. verb == "train" ? ["--data", "no-such-folder"] : Array.Empty<string>()];
                AssertTame(Command.Run([.. arguments, "--json"]));
                AssertTame(Command.Run(around => around with { TerminalWidth = 100 }, arguments));
            }
        }
    }

    /// <summary>Colours and frames are the program's own; everything else that cannot be seen came from outside.</summary>
    private static void AssertTame(Seen seen)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(
            seen.Output + seen.Error, "\u001b\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is not ('\n' or '\r') && IsUnseen(rune));
        Assert.True(text.Length > 0);
    }

    private static bool IsUnseen(Rune rune) => rune.Value is not (0x200C or 0x200D) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
