using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Results;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.Watching;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed partial class TerminalTests
{
    [Property(MaxTest = 30)]
    public Property No_line_is_wider_than_the_terminal() => Prop.ForAll(Gen.Choose(20, 200).ToArbitrary(), width =>
    {
        var lines = Plain(OnTerminal(width, "check", "eva6/2", "--max-params", "8000").Output).Split('\n');
        return lines.All(line => line.TrimEnd().Length <= width).Label(lines.MaxBy(line => line.Length))
            .Classify(
                lines.Any(line => line.Contains("jump", StringComparison.Ordinal) && line.Contains("layer", StringComparison.Ordinal)),
                "all columns");
    });

    [Fact]
    public void A_narrow_terminal_keeps_the_layers_and_their_parameters()
    {
        var output = Plain(OnTerminal(40, "check", "eva6/2").Output);
        Assert.Contains("conv2d", output, StringComparison.Ordinal);
        Assert.DoesNotContain("jump │", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_colours_and_bars()
    {
        var output = OnTerminal(130, "check", "eva6/2").Output;
        Assert.Matches("\u001b\\[[0-9;]*9[0-9]m", output);
        Assert.Contains('█', output);
    }

    [Fact]
    public void NO_COLOR_takes_the_colours_and_leaves_the_bars()
    {
        var output = Command.Run(around => Command.With(("NO_COLOR", "1"))(around) with { TerminalWidth = 130 }, "check", "eva6/2").Output;
        Assert.DoesNotMatch("\u001b\\[[0-9;]*3[0-9]", output);
        Assert.Contains('█', output);
    }

    [Fact]
    public void A_dumb_terminal_gets_no_escape_sequence() => Assert.DoesNotContain(
        '\u001b', Command.Run(around => Command.With(("TERM", "dumb"))(around) with { TerminalWidth = 120 }, "check", "eva6/2").Output);

    /// <summary>At any width a column is there or named, and no line is too long.</summary>
    [Property(MaxTest = 40)]
    public Property What_there_is_no_room_for_is_said() => Prop.ForAll(
        Gen.Choose(20, 220).ToArbitrary(),
        Gen.Elements(Wide, Words).ToArbitrary(),
        (width, table) =>
        {
            var lines = Shown(table, width).Split('\n').Select(line => line.TrimEnd()).ToList();
            var layout = TableLayout.Of(table, width);
            var hidden = Enumerable.Range(0, table.Columns.Count).Except(layout.Columns).ToList();
            var said = string.Join(' ', lines.SkipWhile(line => !line.StartsWith("Not shown", StringComparison.Ordinal)));
            return lines.TrueForAll(line => line.Length <= Math.Max(width, layout.Total))
                && hidden.TrueForAll(i => said.Contains(table.Columns[i].Title, StringComparison.Ordinal))
                && (hidden.Count > 0 || said.Length == 0)
                && (width < TableLayout.WidthOf(table) || hidden.Count == 0);
        });

    [Theory]
    [InlineData("doctor", "found")]
    [InlineData("data --data synthetic", "9")]
    [InlineData("check eva6/2", "MACs field jump")]
    public void Eighty_columns_show_what_matters(string command, string columns)
    {
        var output = Plain(OnTerminal(80, command.Split(' ')).Output);
        Assert.All(columns.Split(' '), column => Assert.Matches($@"(?m)^[│ ]?.*\b{column}\b", output.Split("Not shown")[0]));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Property]
    public Property An_epoch_keeps_its_accuracy_at_any_width() => Prop.ForAll(Gen.Choose(18, 120).ToArbitrary(), width =>
    {
        var lines = new EpochLines(15, HeldOutSplit.Test);
        var epoch = new EpochResult(7, 0.01, 0.5, new(54_321, 60_000), 0.25, new(9_876, 10_000), 1.5, 40_000);
        return lines.Header(width).Contains("test %", StringComparison.Ordinal)
            && lines.Of(epoch, width).Contains("98.76", StringComparison.Ordinal)
            && lines.Of(epoch, width).Length == lines.Header(width).Length
            && lines.Header(width).Length <= width;
    });

    [Fact]
    public void Eighty_columns_show_all_of_an_epoch() => Assert.Null(new EpochLines(99, HeldOutSplit.Test).Hidden(79));

    /// <summary>At any width a column is there or named, and what is said to show all does.</summary>
    [Property]
    public Property An_epochs_columns_are_there_or_named(bool isTest) =>
        Prop.ForAll(Gen.Choose(18, 120).ToArbitrary(), Gen.Choose(1, 20_000).ToArbitrary(), (room, epochs) =>
        {
            var lines = new EpochLines(epochs, isTest ? HeldOutSplit.Test : HeldOutSplit.Validation);
            var titles = Title().Split(lines.Header().Trim());
            var (shown, hidden) = (lines.Header(room), lines.Hidden(room) ?? "");
            return titles.All(title => shown.Contains(title, StringComparison.Ordinal) != hidden.Contains(title, StringComparison.Ordinal))
                .Label($"{shown} / {hidden}")
                .Classify(hidden.Length > 0, "too narrow");
        });

    [Fact]
    public void At_eighty_columns_a_plan_of_the_catalogue_takes_two_lines_at_most()
    {
        var lines = Plain(OnTerminal(80, "list").Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, PlanCatalog.All.Count + 1, (2 * PlanCatalog.All.Count) + 4);
        Assert.DoesNotContain(lines, line => line.StartsWith("Not shown", StringComparison.Ordinal));
        Assert.All(PlanCatalog.All, plan => Assert.Contains(lines, line => line.Contains($" {plan.Name} ", StringComparison.Ordinal)
            || line.StartsWith($"{plan.Name} ", StringComparison.Ordinal)));
    }

    /// <summary>On a black and on a white terminal: 3 is what large text and figures need, and no colour of text has 4.5 on both.</summary>
    [Fact]
    public void Every_tone_is_seen_on_black_and_on_white() => Assert.All(Enum.GetValues<Tone>(), tone =>
    {
        var colour = RichRenderer.Style(tone).Foreground;
        var shown = new Rgb(colour.R, colour.G, colour.B);
        if (colour != Spectre.Console.Color.Default)
            Assert.All((Rgb[])[Rgb.Black, Rgb.White], ground => Assert.InRange(shown.Contrast(ground), 3, 21));
    });

    /// <summary>So that it can be copied: other columns go first.</summary>
    [Property]
    public Property A_name_to_be_copied_is_never_broken() => Prop.ForAll(
        Gen.Choose(40, 120).ToArbitrary(), Gen.Choose(1, 38).ToArbitrary(), (width, length) =>
        {
            var name = new string('n', length);
            var table = Words with
            {
                Columns = [new("name", Importance: 10) { IsUnbroken = true }, .. Words.Columns.Skip(1)],
                Rows = [[name, .. Words.Rows[0].Skip(1)]],
            };
            return Shown(table, width).Contains(name, StringComparison.Ordinal);
        });

    [Fact]
    public void What_a_column_means_is_told_while_it_is_shown()
    {
        var table = new Block.Table(
            [new("name"), new("story", Importance: 2) { Meaning = "what happened" }, new("end") { Meaning = "how it ended" }],
            [["one", new string('s', 60), new string('e', 20)]]);
        var narrow = Shown(table, 40);
        Assert.DoesNotContain("  - story: what happened", narrow, StringComparison.Ordinal);
        Assert.Contains("  - end: how it ended", narrow, StringComparison.Ordinal);
        Assert.Contains("- story: what happened\n- end: how it ended\n", MarkdownRenderer.Write([table]), StringComparison.Ordinal);
        using var pipe = new StringWriter { NewLine = "\n" };
        PlainRenderer.Write(pipe, [table]);
        Assert.EndsWith("  - story: what happened\n  - end: how it ended\n", pipe.ToString(), StringComparison.Ordinal);
    }

    private static string Shown(Block block, int width)
    {
        using var screen = new StringWriter();
        new RichRenderer(new HostEnvironment { Output = TextWriter.Null, Error = TextWriter.Null, Screen = screen }.Terminal(width))
            .Write([block]);
        return Plain(screen.ToString());
    }

    private static Block.Table Wide => new(
        [new("a"), .. Enumerable.Range(1, 9).Select(i => new Column($"column{i}", RightAligned: true, Importance: i))],
        [["row", .. Enumerable.Range(1, 9).Select(i => new Cell($"{1_000_000 * i}", Fraction: 0.5))]]);

    private static Block.Table Words => new(
        [new("name"), new("story", Importance: 2), new("moral", Importance: 3)],
        [["one", "a rather long story that has to be wrapped on most terminals of this world", "and a moral that is not short either"]]);

    private static Seen OnTerminal(int width, params string[] arguments) =>
        Command.Run(around => around with { TerminalWidth = width }, arguments);

    private static string Plain(string output) => Sequence().Replace(output, "");

    [GeneratedRegex(" {2,}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Title();

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Sequence();
}
