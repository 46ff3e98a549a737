using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Host.Commands;
using Mnist.Host.Pages;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Reports of runs of two epochs on twelve images.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script> & \"quoted\" '</style>' <img src=x onerror=alert(1)>";

    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new()
        {
            Epochs = 2,
            BatchSize = 4,
            Optimizer = new Optimizer.Adam { LearningRate = 0.01 },
            Augmentations = [new Augmentation.Rotation(10)],
        },
        new() { Accuracy = 50, LastEpochs = 2 })
    {
        Description = Hostile,
    };

    private readonly TemporaryFolder folder = new();

    public ReportTests() => IdxFiles.WriteSet(folder.Path);

    private string RunFolder => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_leaves_a_report_that_stands_alone()
    {
        var page = Page(Path.Combine(Train(Tiny), "report.html"));
        Assert.All(Headings, heading => Assert.Contains(page.Descendants("h2"), h => h.Value == heading));
        Assert.Equal(3, page.Descendants("svg").Count());
        Assert.Equal(12 - 2, page.Descendants("div").Single(d => d.Attribute("class")?.Value == "samples").Elements().Count());
        AssertStandsAlone(page);
    }

    [Fact]
    public void Names_of_users_and_folders_are_text_and_nothing_else()
    {
        var page = Page(Path.Combine(Train(Tiny), "report.html"));
        Assert.Equal(Hostile, page.Descendants("header").Single().Element("p")!.Value);
        Assert.Single(page.Descendants("style"));
        Assert.DoesNotContain(page.Descendants("img"), i => i.Attribute("onerror") is not null);
    }

    /// <summary>Data that is not MNIST is called by the folder that it lies in.</summary>
    [Fact]
    public void The_name_of_a_folder_is_text_and_nothing_else()
    {
        var data = Path.Combine(folder.Path, "<img src=x onerror=alert(1)> \"&'\u001b[2J\u202e");
        Directory.CreateDirectory(data);
        IdxFiles.WriteSet(data);
        Command.Run([.. Arguments(Tiny).Select(argument => argument == folder.Path ? data : argument)]);
        var report = Path.Combine(Directory.GetDirectories(RunFolder).Single(), "report.html");
        Assert.Contains(
            Page(report).Descendants("p"),
            p => p.Value.Contains("<img src=x onerror=alert(1)> \"&'\\u001B[2J\\u202E", StringComparison.Ordinal));
        Assert.DoesNotContain(Page(report).Descendants("img"), i => i.Attribute("onerror") is not null);
        Assert.DoesNotContain(File.ReadAllText(report), c => c is '\u001b' or '\u202e');
    }

    [Fact]
    public void The_verb_tells_file_bytes_and_seconds()
    {
        var run = Train(Tiny);
        var file = Path.Combine(folder.Path, "mine.html");
        var seen = Command.Run("report", run, "--data", folder.Path, "--out", file, "--json");
        Assert.Equal(ExitCode.Done, seen.Exit);
        var told = JsonSerializer.Deserialize<JsonElement>(seen.Output);
        Assert.Equal("file bytes seconds", string.Join(' ', told.EnumerateObject().Select(m => m.Name)));
        Assert.Equal((file, new FileInfo(file).Length), (told.GetProperty("file").GetString(), told.GetProperty("bytes").GetInt64()));
        Assert.Equal(File.ReadAllText(Path.Combine(run, "report.html")), File.ReadAllText(file));
    }

    [Fact]
    public void Without_the_runs_data_a_report_says_what_it_lacks()
    {
        var run = Train(Tiny);
        File.Delete(Path.Combine(run, "report.html"));
        IdxFiles.MoveAway(folder.Path);
        var seen = Command.Run("report", run);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("goes without pictures", seen.Output, StringComparison.Ordinal);
        var page = Page(Path.Combine(run, "report.html"));
        Assert.Contains("could not be asked about them", page.Value, StringComparison.Ordinal);
        Assert.Empty(Digits(page));
    }

    [Fact]
    public void A_page_with_pictures_is_not_replaced_by_one_without_unless_that_is_asked_for()
    {
        var run = Train(Tiny);
        var file = Path.Combine(run, "report.html");
        var before = File.ReadAllText(file);
        var away = IdxFiles.MoveAway(folder.Path);
        var seen = Command.Run("report", run);
        Assert.Equal(ExitCode.NoData, seen.Exit);
        Assert.Contains("so it is kept as it is", seen.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));

        var elsewhere = Path.Combine(folder.Path, "bare.html");
        Assert.Equal(ExitCode.Done, Command.Run("report", run, "--out", elsewhere).Exit);
        Assert.Equal(ExitCode.Done, Command.Run("report", run, "--out", elsewhere).Exit);

        Assert.Equal(ExitCode.Done, Command.Run("report", run, "--without-images").Exit);
        Assert.Empty(Digits(Page(file)));
        Assert.Equal(ExitCode.Done, Command.Run("report", run, "--data", away).Exit);
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Fact]
    public void Pictures_of_other_data_are_not_taken_for_the_runs()
    {
        var run = Train(Tiny);
        using var other = new TemporaryFolder();
        IdxFiles.WriteSet(other.Path, seed: 5);
        var seen = Command.Run("report", run, "--data", other.Path, "--without-images");
        Assert.Contains("is not the data of the run", seen.Output, StringComparison.Ordinal);
        Assert.Empty(Digits(Page(Path.Combine(run, "report.html"))));
    }

    [Fact]
    public void Several_runs_are_compared_plan_by_plan()
    {
        var file = Path.Combine(folder.Path, "all.html");
        string[] runs = [Train(Tiny), Train(Tiny, "--seed", "2"), Train(Tiny with { Name = "other" }, "--epochs", "3")];
        Assert.Equal(ExitCode.Done, Command.Run(["report", .. runs, "--out", file, "--data", folder.Path]).Exit);
        var page = Page(file);
        Assert.Equal([2, 1, 3], page.Descendants("tbody").Take(3).Select(body => body.Elements().Count()));
        Assert.Equal(
            runs.Select(run => Path.Combine(run, "report.html")),
            page.Descendants("a").Select(a => Path.GetFullPath(Path.Combine(folder.Path, a.Attribute("href")!.Value))),
            StringComparer.Ordinal);
        Assert.Equal(2, page.Descendants("path").Count(p => p.Attribute("class")!.Value.StartsWith("area", StringComparison.Ordinal)));
        AssertStandsAlone(page);
    }

    /// <summary>A point is no course, one plan makes no line, and what is measured is called by its name.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void A_comparison_of_single_epochs_has_no_course(int epochs, int courses)
    {
        var file = Path.Combine(folder.Path, "all.html");
        string[] runs = [.. Enumerable.Range(1, 2).Select(seed => Train(Tiny, "--epochs", $"{epochs}", "--seed", $"{seed}"))];
        Assert.Equal(ExitCode.Done, Command.Run(["report", .. runs, "--out", file, "--data", folder.Path]).Exit);
        var page = Page(file);
        Assert.Equal(courses, page.Descendants("h2").Count(heading => heading.Value == "Course of the training"));
        Assert.Equal(
            courses, page.Descendants("figcaption").Count(title => title.Value == "Accuracy on the test images, after each epoch"));
        Assert.DoesNotContain("The line joins", page.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("held out", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_run_that_cannot_be_read_is_told()
    {
        var seen = Command.Run("report", Path.Combine(folder.Path, "no"), folder.Path);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Equal(2, seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told()
    {
        var seen = Command.Run("report", Train(Tiny), "--out", Path.Combine(folder.Path, "no", "such.html"));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("cannot be written to", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_cancelled_before_its_first_epoch_has_a_report_where_one_is_asked_for()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Command.Run(around => around with { Cancellation = stop.Token }, Arguments(Tiny));
        var run = Directory.GetDirectories(RunFolder).Single();
        Assert.False(
            File.Exists(Path.Combine(run, "report.html")),
            "A stop is to be quick: the report of a run that may be resumed is made when it is asked for.");
        Assert.Equal(ExitCode.Done, Command.Run("report", run).Exit);
        Assert.Contains("No epoch was finished.", Page(Path.Combine(run, "report.html")).Value, StringComparison.Ordinal);
    }

    /// <summary>Whatever a plan holds and its epochs gave, NaN losses among it.</summary>
    [Property(MaxTest = 50, Arbitrary = [typeof(Plans)])]
    public Property Every_run_makes_a_well_formed_page(Plan plan) => Prop.ForAll(Gen.Choose(0, 100).ListOf().ToArbitrary(), scores =>
    {
        var page = Parse(ReportPage.Write([Run(plan, scores)]));
        Assert.Equal(Visible.Text(plan.Description), page.Descendants("header").Single().Element("p")!.Value);
        Assert.Equal(Visible.Text(PlanText.Write(plan)), page.Descendants("pre").Last().Value);
    });

    private static readonly string[] Headings =
        ["Verdict", "Course of the training", "Network", "Right and wrong", "Try it", "What it was shown", "To repeat this run"];

    private static ReportedRun Run(Plan plan, IList<int> scores)
    {
        var checkedPlan = PlanChecker.Check(plan, DataSpec.Mnist).OrThrow();
        var weights = Weights.Initial(checkedPlan.Summary.Tensors, 1);
        var record = new RunRecord
        {
            Plan = plan,
            PlanHash = PlanText.Hash(plan),
            Seed = 1,
            Data = new(Hostile, IsMnist: false, "00", 60_000, 100, HeldOutSplit.Test),
            Execution = new("simd", 1, "0", Hostile, Hostile, Hostile, DateTimeOffset.UnixEpoch, 1),
            Epochs = scores.Select((s, i) => new EpochResult(i
                + 1, 0.1, s < 9 ? double.NaN : s, new(s, 100), s > 90 ? double.PositiveInfinity : s, new(s, 100), 1, 1)).ToValueList(),
            State = new RunState.Finished(weights.Hash()),
        };
        return new(new(new(record, "/"), checkedPlan, weights), Inspection: null);
    }

    private static XElement Page(string path)
    {
        Assert.InRange(new FileInfo(path).Length, 1, 1_500_000);
        return Parse(File.ReadAllText(path));
    }

    /// <summary>The page is XML too, but for its scripts and styles: what a text has turned into an element cannot hide.</summary>
    private static XElement Parse(string page)
    {
        using var text = new StringReader(Scripts().Replace(page, "<${name}/>"));
        using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>Pictures of images, and none of the network's filters.</summary>
    private static IEnumerable<XElement> Digits(XElement page) =>
        page.Descendants("img").Where(picture => picture.Parent!.Attribute("class")?.Value != "filters");

    private static void AssertStandsAlone(XElement page)
    {
        Assert.Empty(page.Descendants("link"));
        Assert.All(
            page.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "action" or "data" or "poster"),
            a => Assert.StartsWith("data:", a.Value, StringComparison.Ordinal));
        Assert.All(
            page.Descendants("a").Attributes("href"),
            a => Assert.True(a.Value[0] == '#' || !Uri.TryCreate(a.Value, UriKind.Absolute, out _), $"{a.Value} leads out of the folder"));
    }

    private string Train(Plan plan, params string[] options)
    {
        var seen = Command.Run([.. Arguments(plan), "--json", .. options]);
        return JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("runDirectory").GetString()!;
    }

    private string[] Arguments(Plan plan)
    {
        var path = Path.Combine(folder.Path, "plan.json");
        File.WriteAllText(path, PlanText.Write(plan));
        return ["train", path, "--backend", "simd", "--data", folder.Path, "--out", RunFolder];
    }

    [GeneratedRegex(
        "<(?<name>script|style)[^>]*>.*?</\\k<name>>",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000)]
    private static partial Regex Scripts();
}
