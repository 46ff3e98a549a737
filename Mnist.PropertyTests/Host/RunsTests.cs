using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Files;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Verbs.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Runs are listed, named and noted.</summary>
public sealed class RunsTests(RunsTests.ThreeRuns three) : IClassFixture<RunsTests.ThreeRuns>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("train --resume RUN")]
    [InlineData("verify RUN --quick")]
    [InlineData("report RUN")]
    [InlineData("predict RUN digit.png")]
    [InlineData("export RUN")]
    [InlineData("export RUN --format c")]
    [InlineData("note RUN")]
    public void Every_verb_names_runs_alike(string command)
    {
        using var copy = three.Copy(); // a resumed run is another one afterwards
        Seen Run(string name) => Command.Run([.. command.Split(' ').Select(word => word == "RUN" ? Path.Combine(copy.Path, name) : word)]);
        Assert.Contains($"there is no run 'nonsense' in '{copy.Path}'; did you mean ", Run("nonsense").Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NoRunDirectory, Run("nonsense").Exit);
        Assert.Contains("did you mean 20260103-000000-beta-1 or 20260102-000000-beta-1?", Run("beta-2").Error, StringComparison.Ordinal);
        Assert.Contains("'2026' begins the names of 3 runs", Run("2026").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("there is no run", Run("20260101").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("there is no run", Run("latest").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_run_is_another_sentence_says_so()
    {
        using var empty = new TemporaryFolder();
        var seen = Command.Run("report", Path.Combine(empty.Path, "latest"));
        Assert.Equal((ExitCode.NoRunDirectory, 1), (seen.Exit, seen.Error.Split("there is none at all").Length - 1));
    }

    [Property(MaxTest = 30)]
    public bool A_beginning_that_one_run_alone_has_names_it(NonNegativeInt which, NonNegativeInt length)
    {
        var names = Directory.GetDirectories(three.Runs).Select(path => Path.GetFileName(path)).ToList();
        var name = names[which.Get % names.Count];
        var beginning = name[..((length.Get % name.Length) + 1)];
        var found = RunName.Find(Path.Combine(three.Runs, beginning)).Match(
            valid: path => Path.GetFileName(path),
            invalid: errors => errors[0] is RunError.ManyRuns many ? $"{many.Found.Count}" : "none");
        var expected = names.Where(other => other.StartsWith(beginning, StringComparison.Ordinal)).ToList();
        return found == (expected is [var only] ? only : $"{expected.Count}");
    }

    [Fact]
    public void The_list_tells_what_the_runs_records_tell()
    {
        var runs = Json("runs", three.Runs).GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(
            ["20260103-000000-beta-1", "20260102-000000-beta-1", "20260101-000000-alpha-1"],
            runs.Select(run => run.GetProperty("run").GetString()!),
            StringComparer.Ordinal);
        Assert.Equal(
            "run directory plan data isMnist parameters seed state epochs plannedEpochs final lastMean lastMinimum started seconds tags "
                + "note",
            string.Join(' ', runs[0].EnumerateObject().Select(member => member.Name)));
        foreach (var run in runs)
        {
            var record = StoredRun.Load(run.GetProperty("directory").GetString()!).Match(valid: found => found.Record, invalid: _ => null!);
            Assert.Equal(record.Epochs is [.., var end] ? end.HeldOut.Percent : null, run.GetProperty("final").Deserialize<double?>());
            Assert.Equal(record.LastEpochs?.Mean, run.GetProperty("lastMean").Deserialize<double?>());
            Assert.Equal(record.Execution.Started, run.GetProperty("started").GetDateTimeOffset());
            Assert.Equal(7_850, run.GetProperty("parameters").GetInt64());
            Assert.Equal(record.Cancelled ? "stopped" : "met", run.GetProperty("state").GetString());
        }
    }

    [Fact]
    public void A_run_under_way_is_told_from_one_that_was_stopped()
    {
        var stopped = Path.Combine(three.Runs, "20260103-000000-beta-1");
        using (RunDirectory.Open(DiskFiles.Instance, stopped).Match(valid: held => held, invalid: _ => null!))
            Assert.Equal(ListedState.Running, RunList.Of(three.Runs)[^1].State);
        Assert.Equal(ListedState.Stopped, RunList.Of(three.Runs)[^1].State);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("--plan ALPH", 1)]
    [InlineData("--plan beta --state met", 1)]
    [InlineData("--state met --state stopped", 3)]
    [InlineData("--where parameters=..7849", 0)]
    [InlineData("--where seed=1 --where epochs=1..", 2)]
    [InlineData("--tag nobody-has-it", 0)]
    public void Runs_are_filtered(string options, int count) => Assert.Equal(
        count,
        Json(["runs", three.Runs, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).GetProperty("runs").GetArrayLength());

    [Property]
    public Property Runs_are_those_asked_for_in_order(bool isReversed) => Prop.ForAll(
        Listed.ListOf().ToArbitrary(), Gen.Elements(RunFigure.All.ToArray()).ToArbitrary(), (runs, figure) =>
        {
            var limit = new RunLimit(figure, 1, 50);
            var found = new RunsRequest { Folder = "", Sort = figure, IsReversed = isReversed, Limits = [limit], Most = 1 }.Select(runs);
            var values = found.Select(run => figure.Of(run)!.Value).ToList();
            var sorted = figure.IsLargestFirst != isReversed ? values.OrderDescending() : values.Order();
            var all = new RunsRequest { Folder = "", Sort = figure, IsReversed = isReversed, Most = 1 }.Select(runs);
            return values.SequenceEqual(sorted)
                && values.TrueForAll(value => value is >= 1 and <= 50)
                && found.Count == runs.Count(run => figure.Of(run) is >= 1 and <= 50)
                && all.Count == runs.Count
                && all.SkipWhile(run => figure.Of(run) is not null).All(run => figure.Of(run) is null);
        });

    [Theory]
    [InlineData("final=99.4..", 99.4, double.PositiveInfinity)]
    [InlineData("final=..1e2", double.NegativeInfinity, 100.0)]
    [InlineData("seed=-3", -3, -3.0)]
    [InlineData("seed=1..2", 1, 2.0)]
    [InlineData("seed=", 0, null)]
    [InlineData("seed=..", 0, null)]
    [InlineData("size=1", 0, null)]
    [InlineData("seed=1..2..3", 0, null)]
    public void A_range_has_two_ends_or_one(string word, double least, double? most)
    {
        var limit = RunLimit.Parse(word);
        Assert.Equal((most is null ? null : least, most), (limit?.Least, limit?.Most));
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-5, "just now")]
    [InlineData(1, "1 min ago")]
    [InlineData(59.9, "59 min ago")]
    [InlineData(60, "1 h ago")]
    [InlineData(24 * 60, "1 day ago")]
    [InlineData(3 * 24 * 60, "3 days ago")]
    [InlineData(30 * 24 * 60, "2026-10-22")]
    public void An_age_is_said_in_its_own_unit(double minutes, string words) =>
        Assert.Equal(words, RunsReport.Ago(Noon.AddMinutes(-minutes), Noon));

    [Property(MaxTest = 30)]
    public bool A_note_is_read_as_it_was_written_and_changes_nothing_of_the_run(NonNull<string> text, byte[] tags)
    {
        using var folder = new TemporaryFolder();
        var note = new RunNote(Clean(text.Get), tags.Select(tag => $"tag-{tag}").Distinct(StringComparer.Ordinal).ToValueList());
        Assert.Null(note.Write(folder.Path));
        return RunNote.Read(folder.Path).Match(valid: read => read == note, invalid: _ => false)
            && File.Exists(Path.Combine(folder.Path, "note.json")) != note.IsEmpty;
    }

    [Fact]
    public void Notes_and_tags_are_kept_beside_a_run_and_shown_in_the_list()
    {
        using var folder = three.Copy();
        var run = Path.Combine(folder.Path, "20260101");
        string[] before = [.. Directory.GetFiles(Directory.GetDirectories(folder.Path)[0]).Select(File.ReadAllText)];
        Assert.Contains("nothing is noted", Command.Run("note", run).Output, StringComparison.Ordinal);
        Command.Run("note", run, "the first one", "--tag", "base", "--tag", "a/b");
        var noted = Json("note", run, "--tag", "c", "--untag", "a/b");
        Assert.Equal(
            """{"run":"RUN","note":"the first one","tags":["base","c"]}""",
            JsonSerializer.Serialize(noted).Replace(noted.GetProperty("run").GetString()!, "RUN", StringComparison.Ordinal));
        Assert.Equal("the first one", Json("runs", folder.Path, "--tag", "base").GetProperty("runs")[0].GetProperty("note").GetString());
        Assert.Contains("the first one", Command.Run("runs", folder.Path).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Command.Run("note", run, "--clear").Exit);
        Assert.Equal(before, Directory.GetFiles(Directory.GetDirectories(folder.Path)[0]).Select(File.ReadAllText), StringComparer.Ordinal);
    }

    [Fact]
    public void A_note_that_was_damaged_is_said_and_not_written_over()
    {
        using var folder = three.Copy();
        var file = Path.Combine(Directory.GetDirectories(folder.Path).Order(StringComparer.Ordinal).First(), "note.json");
        File.WriteAllText(file, "{\"note\": 3}");
        var seen = Command.Run("note", Path.Combine(folder.Path, "20260101"), "new");
        Assert.Equal((ExitCode.NoRunDirectory, "{\"note\": 3}"), (seen.Exit, File.ReadAllText(file)));
        Assert.Contains("--clear deletes it", seen.Error, StringComparison.Ordinal);
        Assert.Contains("is no note", Command.Run("runs", folder.Path).Output, StringComparison.Ordinal);
        seen = Command.Run("note", Path.Combine(folder.Path, "20260101"), "--tag", "two words");
        Assert.Contains("a tag is a word", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_shown_is_counted()
    {
        var seen = Command.Run("runs", three.Runs, "--limit", "1", "--sort", "started", "--reverse");
        Assert.Contains("20260101-000000-alpha-1", seen.Output, StringComparison.Ordinal);
        Assert.Contains("3 runs in ", seen.Output, StringComparison.Ordinal);
        Assert.Contains("2 not shown: --limit 3 shows all", seen.Output, StringComparison.Ordinal);
        Assert.Equal(2, Json("runs", three.Runs, "--limit", "1").GetProperty("runsLeftOut").GetInt32());
        Assert.Equal(ExitCode.NoRunDirectory, Command.Run("runs", Path.Combine(three.Runs, "no")).Exit);
        Assert.Contains("it must be met, missed, running or stopped.", Command.Run("runs", "--state", "x").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HeldOutSplit.Test, HeldOutSplit.Test, "in percent of the test images.")]
    [InlineData(HeldOutSplit.Validation, HeldOutSplit.Validation, "in percent of the training images held out.")]
    [InlineData(
        HeldOutSplit.Test,
        HeldOutSplit.Validation,
        "in percent of the test images; of runs with --validation, of the training images held out.")]
    public void The_images_that_accuracies_are_measured_on_are_called_by_their_name(HeldOutSplit first, HeldOutSplit second, string end)
    {
        var runs = new[] { first, second }.Select(split => Listed.Sample(1).Single() with
        {
            Data = new("mnist", IsMnist: true, "", 1, 1, split),
        }).ToValueList();
        var request = new RunsRequest { Folder = "runs", Sort = RunFigure.All[0], Most = 9 };
        using var output = new StringWriter();
        PlainRenderer.Write(output, RunsReport.Of(request, 2, runs, Noon));
        Assert.Contains(end, output.ToString(), StringComparison.Ordinal);
    }

    private static Gen<ListedRun> Listed =>
        from name in Gen.Choose(0, 99)
        from parameters in Gen.Choose(0, 99)
        from seed in Gen.Choose(-9, 99)
        from final in Gen.Choose(0, 100)
        from epochs in Gen.Choose(0, 99)
        select new ListedRun(
            $"{name}",
            new("plan", parameters, 99),
            new("mnist", IsMnist: true, "", 1, 1, HeldOutSplit.Test),
            seed,
            ListedState.Met,
            epochs,
            final == 0 ? null : final,
            final == 0 ? null : new LastEpochs(1, final, final),
            Noon.AddMinutes(name),
            parameters,
            RunNote.None);

    private static string Clean(string text) => new([.. text.Where(letter => !char.IsSurrogate(letter))]);

    private static JsonElement Json(params string[] arguments) =>
        JsonSerializer.Deserialize<JsonElement>(Command.Run([.. arguments, "--json"]).Output);

    /// <summary>Three runs, the last of which was stopped before its first epoch.</summary>
    public sealed class ThreeRuns : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public ThreeRuns()
        {
            IdxFiles.WriteSet(folder.Path);
            Train("alpha", 1, default);
            Train("beta", 2, default);
            Train("beta", 3, new(canceled: true));
        }

        public string Runs => Path.Combine(folder.Path, "runs");

        public void Dispose() => folder.Dispose();

        internal TemporaryFolder Copy()
        {
            var copy = new TemporaryFolder();
            foreach (var run in Directory.GetDirectories(Runs))
            {
                var target = Directory.CreateDirectory(Path.Combine(copy.Path, Path.GetFileName(run))).FullName;
                foreach (var file in Directory.GetFiles(run))
                    File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }

            return copy;
        }

        /// <summary>The first moment of a day, for ever.</summary>
        private sealed class Day(int day) : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
        }

        private void Train(string name, int day, CancellationToken cancellation)
        {
            var plan = Path.Combine(folder.Path, $"{name}.json");
            File.WriteAllText(plan, PlanText.Write(new(
                name,
                new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Linear(10)]),
                new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
                new() { LastEpochs = 1 })));
            Command.Run(
                around => around with { Clock = new Day(day), Cancellation = cancellation },
                "train", plan, "--backend", "simd", "--data", folder.Path, "--out", Runs);
        }
    }
}
