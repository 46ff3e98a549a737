using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Run directories that somebody changed: one sentence and exit code 6, and nothing of the user's is touched.</summary>
public sealed class EditedRunTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.WithoutNormalization(),
        new() { Epochs = 4, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new());

    /// <summary>What a person, or a program, may put in the place of any value.</summary>
    private static readonly string[] Hostile =
    [
        "null", "-5", "0", "1e300", "0.5", "99999999999999999999", "\"\"", "\"x\"", "[]", "[null]", "{}", "true",
        "\"9999-12-31T23:59:59+00:00\"",
    ];

    private readonly TemporaryFolder folder = new();

    public EditedRunTests() => IdxFiles.WriteSet(folder.Path);

    private string Runs => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("null", "must be an object, not null")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "has no member")]
    [InlineData("{", "not JSON")]
    public void A_record_that_is_none_is_told(string record, string sentence)
    {
        var run = Finished();
        File.WriteAllText(Record(run), record);
        AssertRefused(run, sentence);
    }

    [Theory]
    [InlineData("/epochs/0", "null", "epochs.0 at line")]
    [InlineData("/data/heldOutImages", "-5", "data.heldOutImages is -5, which no run gives: it is at least 1")]
    [InlineData("/data/heldOut", "\"tset\"", "data.heldOut is 'tset', which no run writes: it is test or validation")]
    [InlineData("/epochs/1/epoch", "7", "epochs.1.epoch is 7")]
    [InlineData("/epochs/1/testCorrect", "6", "epochs.1.testCorrect is 6, which no run gives: it is 0 to 5")]
    [InlineData("/planHash", "\"x\"", "plan.json is not the plan that record.json tells of")]
    [InlineData("/epochs", "[]", "tells of 0 of its 4 epochs")]
    public void A_changed_value_is_told(string place, string value, string sentence)
    {
        var run = Finished();
        Change(run, place, value);
        AssertRefused(run, sentence);
    }

    /// <summary>Every value of a record, each in turn everything that it should not be.</summary>
    [Fact]
    public void Whatever_stands_in_a_record_is_read_or_refused()
    {
        var run = Finished();
        var good = File.ReadAllText(Record(run));
        var accepted = new List<string>();
        foreach (var place in Places("", JsonNode.Parse(good)!))
        {
            var changed = Hostile.Select(value => Changed(good, place, value)).Where(json => Reads(run, json)).ToList();
            accepted.AddRange(changed.Take(2)); // of each place two, for the sake of time
        }

        Assert.InRange(accepted.Count, 10, 120); // texts, seeds and times may be anything
        foreach (var changed in accepted)
        {
            var copy = Copied(run);
            File.WriteAllText(Record(copy), changed);
            Seen[] answers = [Verify(copy), Resume(copy), Command.Run("report", copy, "--data", folder.Path), Command.Run("export", copy)];
            foreach (var seen in answers)
                Assert.True(seen.Exit is not ExitCode.Failed, $"{changed}\n{seen}");
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void One_record_that_is_null_does_not_block_a_sweep()
    {
        var run = Finished();
        File.WriteAllText(Record(run), "null");
        var seen = Command.Run("sweep", Plan(Tiny), "--seeds", "1", "--backend", "simd", "--data", folder.Path, "--out", Runs);
        Assert.Equal(ExitCode.Done, seen.Exit);
    }

    [Fact]
    public void A_run_that_only_says_that_it_has_ended_is_gone_on_with()
    {
        var run = Stopped();
        Change(run, "/cancelled", "false");
        Assert.Equal(ExitCode.NoRunDirectory, Verify(run).Exit);
        var seen = Resume(run);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("says that the run has ended, and tells of 2 of its 4 epochs", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("1/4", seen.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Verify(run).Exit);
    }

    [Theory]
    [InlineData("train", "--resume")]
    [InlineData("sweep", "")]
    public void A_run_that_has_ended_without_its_weights_goes_on_from_its_checkpoint(string verb, string option)
    {
        var (run, ended) = (Stopped(), Finished());
        foreach (var file in Directory.GetFiles(ended).Where(file => Path.GetFileName(file) is RunFileNames.Record or RunFileNames.Metrics))
            File.Copy(file, Path.Combine(run, Path.GetFileName(file)), overwrite: true);
        Directory.Delete(ended, recursive: true);
        File.Delete(Path.Combine(run, RunFileNames.Model));
        var seen = verb == "train"
            ? Command.Run(verb, option, run, "--data", folder.Path)
            : Command.Run(verb, Plan(Tiny), "--seeds", "1", "--backend", "simd", "--data", folder.Path, "--out", Runs);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Single(Directory.GetDirectories(Runs));
        Assert.Equal(ExitCode.Done, Verify(run).Exit);
    }

    [Fact]
    public void What_is_left_of_a_finished_run_is_not_trained_over()
    {
        var run = Finished();
        File.Delete(Path.Combine(run, RunFileNames.Model));
        var before = File.ReadAllText(Record(run));
        var seen = Resume(run);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("there is no file", seen.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Record(run)));
    }

    [Fact]
    public void Another_seed_does_not_start_from_the_beginning()
    {
        var run = Stopped();
        var before = Directory.GetFiles(run, "checkpoint-*").Order(StringComparer.Ordinal).ToList();
        Change(run, "/seed", "2");
        var seen = Resume(run);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("belongs to another run than plan.json and record.json tell of. Put back", seen.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--out", seen.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(run, "checkpoint-*").Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Change(run, "/seed", "1");
        Assert.DoesNotContain("1/4", Resume(run).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_the_user_stay()
    {
        var run = Stopped();
        var newest = Directory.GetFiles(run, "checkpoint-*").Order(StringComparer.Ordinal).Last();
        const string Copy = "checkpoint-000002-000000000 (copy).bin";
        const string Damaged = "checkpoint-000009-000000000.bin";
        string[] names = ["notes.tmp", "record.json.tmp", "mine.0123456789abcdef0123456789abcdef.tmp", "checkpoint-old.bin", Copy];
        foreach (var name in names)
            File.Copy(newest, Path.Combine(run, name));
        File.WriteAllText(Path.Combine(run, Damaged), "damaged, and by its name the newest");
        var seen = Resume(run);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains($"{Damaged}: is damaged.", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("1/4", seen.Output, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Equal(name, Path.GetFileName(Directory.GetFiles(run, name).Single())));
        Assert.Equal([Copy, Damaged, "checkpoint-old.bin"], Checkpoints(run), StringComparer.Ordinal);
    }

    [Fact]
    public void Checkpoints_that_look_newer_do_not_displace_those_of_the_run()
    {
        var run = Stopped();
        string[] others = ["checkpoint-999998-000000000.bin", "checkpoint-999999-000000000.bin", "checkpoint-old.bin"];
        foreach (var name in others)
            File.WriteAllText(Path.Combine(run, name), "not a checkpoint");
        using var stop = new CancellationTokenSource();
        using var output = new ActAt("3/4", stop.Cancel);
        var exit = HostProcess.Guarded(
            ["train", "--resume", run, "--data", folder.Path],
            new() { Output = output, Error = TextWriter.Null, Cancellation = stop.Token });
        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Equal(2, Checkpoints(run).Except(others, StringComparer.Ordinal).Count());
        Assert.Contains("in epoch 4", Resume(run).Output, StringComparison.Ordinal);
    }

    private static bool Reads(string run, string record)
    {
        File.WriteAllText(Record(run), record);
        return StoredRun.Load(run).Match(valid: _ => true, invalid: errors => errors.Any(one => one.Sentence().Length == 0));
    }

    private void AssertRefused(string run, string sentence)
    {
        Seen[] answers =
        [
            Resume(run), Verify(run), Command.Run("report", run), Command.Run("export", run), Command.Run("predict", run, "x.png"),
        ];
        foreach (var seen in answers)
        {
            Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
            Assert.Contains(sentence, seen.Error, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Places(string place, JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => Places($"{place}/{member.Key}", member.Value)).Prepend(place),
        JsonArray a => a.SelectMany((item, i) => Places($"{place}/{i}", item)).Prepend(place),
        _ => [place],
    };

    private static string Changed(string json, string place, string value)
    {
        var parts = place.Split('/')[1..];
        if (parts.Length == 0)
            return value;
        var root = JsonNode.Parse(json)!;
        var parent = parts[..^1].Aggregate(root, (node, part) => node is JsonArray array ? array[int.Parse(part)]! : node[part]!);
        if (parent is JsonArray list)
            list[int.Parse(parts[^1])] = JsonNode.Parse(value);
        else
            parent[parts[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    private static void Change(string run, string place, string value) =>
        File.WriteAllText(Record(run), Changed(File.ReadAllText(Record(run)), place, value));

    private static string Record(string run) => Path.Combine(run, RunFileNames.Record);

    private static IEnumerable<string> Checkpoints(string run) =>
        Directory.GetFiles(run, "checkpoint-*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private string Plan(Plan plan) => folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(plan)));

    private string[] Train => ["train", Plan(Tiny), "--backend", "simd", "--data", folder.Path, "--out", Runs];

    private Seen Verify(string run) => Command.Run("verify", run, "--quick", "--data", folder.Path);

    private Seen Resume(string run) => Command.Run("train", "--resume", run, "--data", folder.Path);

    private string Finished() => Run(Command.Run([.. Train, "--json"]).Output);

    /// <summary>A run of four epochs that was stopped after two.</summary>
    private string Stopped()
    {
        using var stop = new CancellationTokenSource();
        using var error = new ActAt("2/4", stop.Cancel);
        using var output = new StringWriter();
        HostProcess.Guarded([.. Train, "--json"], new() { Output = output, Error = error, Cancellation = stop.Token });
        return Run(output.ToString());
    }

    private static string Run(string json) => JsonSerializer.Deserialize<JsonElement>(json).GetProperty("runDirectory").GetString()!;

    private string Copied(string run)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder.Path, "copy")).FullName;
        foreach (var file in Directory.GetFiles(run).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        return copy;
    }
}
