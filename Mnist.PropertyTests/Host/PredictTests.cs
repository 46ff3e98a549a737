using System.Text;
using System.Text.Json;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Host.Commands;
using Mnist.Host.Verbs.Predict;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What <c>mnist predict</c> answers.</summary>
public sealed class PredictTests : IDisposable
{
    private static readonly Plan Small = SmallPlan.Of(epochs: 4);

    private static readonly DataSet Drawn = SyntheticDigits.Create(seed: 3, trainingCount: 1_500, testCount: 100);

    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public PredictTests()
    {
        IdxFiles.WriteSet(folder.Path, Drawn);
        var runs = Path.Combine(folder.Path, "runs");
        Command.Run(
        [
            "train",
            folder.Write("small.json", Encoding.UTF8.GetBytes(PlanText.Write(Small))),
            "--backend",
            "simd",
            "--data",
            folder.Path,
            "--out",
            runs,
        ]);
        run = Directory.GetDirectories(runs).Single();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pictures_in_black_on_white_are_read_like_the_images_themselves()
    {
        var images = Path.Combine(folder.Path, $"{DataFileRole.TestImages.Name()}.gz");
        var straight = Digits(Predict("--json", images));
        var right = Enumerable.Range(0, Drawn.Test.Count).Count(i => straight[i] == Drawn.Test.Labels[i]);
        Assert.InRange(right, 80, 100);

        var pictures = Enumerable.Range(0, Drawn.Test.Count).Select(i => folder.Write($"{i}.png", Enlarged(i).Encode())).ToArray();
        var read = Digits(Predict(["--json", .. pictures]));
        Assert.InRange(Enumerable.Range(0, read.Length).Count(i => read[i] == Drawn.Test.Labels[i]), right - 10, 100);
    }

    [Fact]
    public void A_bad_file_gets_a_sentence_and_the_others_their_answers()
    {
        var (good, bad) = (folder.Write("good.png", Enlarged(0).Encode()), folder.Write("bad.png", Enlarged(0).Encode()[..^20]));
        var missing = Path.Combine(folder.Path, "missing.png");
        var seen = Predict(good, bad, missing, folder.Path, good);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Equal(3, seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"'{bad}' is damaged: it ends before the picture does.", seen.Error, StringComparison.Ordinal);
        Assert.Equal(2, seen.Output.Split('\n').Count(line => line.EndsWith("good.png", StringComparison.Ordinal)));
        Assert.Contains("2 images; 3 files could not be read.", seen.Output, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Predict("--json", good, bad).Output);
        var items = json.RootElement.GetProperty("predictions");
        Assert.Equal(1, items[0].GetProperty("probabilities").EnumerateArray().Sum(p => p.GetDouble()), 1e-6);
        Assert.True(items[0].GetProperty("fitted").GetBoolean());
        Assert.Equal("damaged", items[1].GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("refused").GetInt32());
    }

    [Fact]
    public void Where_nothing_can_be_read_there_is_no_table()
    {
        var seen = Predict(Path.Combine(folder.Path, "missing.png"));
        Assert.Equal((ExitCode.Invalid, ""), (seen.Exit, seen.Output));
        Assert.Single(seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Labelled_pictures_are_counted_and_only_misread_ones_are_told()
    {
        foreach (var i in Enumerable.Range(0, 20))
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "labelled", $"{Drawn.Test.Labels[i]}"));
            folder.Write(Path.Combine("labelled", $"{Drawn.Test.Labels[i]}", $"{i}.png"), Enlarged(i).Encode());
        }

        var labelled = Path.Combine(folder.Path, "labelled");
        using var json = JsonDocument.Parse(Predict("--json", "--labels", labelled).Output);
        var items = json.RootElement.GetProperty("predictions").EnumerateArray().ToList();
        var right = items.Count(item => item.GetProperty("class").GetInt32() == item.GetProperty("label").GetInt32());
        Assert.All(items, item => Assert.Equal(
            item.GetProperty("label").GetInt32(), Drawn.Test.Labels[int.Parse(Path.GetFileNameWithoutExtension(Name(item)))]));
        Assert.Equal((20, right), (json.RootElement.GetProperty("labelled").GetInt32(), json.RootElement.GetProperty("right").GetInt32()));

        var lines = Predict("--labels", labelled).Output.Split('\n');
        Assert.Equal(20 - right, lines.Count(line => line.Contains("; it is ", StringComparison.Ordinal)));
        Assert.Contains(
            lines,
            line => line.StartsWith($"{right} of 20 labelled images read right: {5.0 * right:F2} %", StringComparison.Ordinal));

        static string Name(JsonElement item) => item.GetProperty("file").GetString()!;
    }

    [Fact]
    public void The_labels_of_an_IDX_file_belong_to_the_images_of_another()
    {
        string File(DataFileRole role) => Path.Combine(folder.Path, $"{role.Name()}.gz");
        var seen = Predict(File(DataFileRole.TestImages), "--labels", File(DataFileRole.TestLabels));
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("of 100 labelled images read right", seen.Output, StringComparison.Ordinal);

        seen = Predict(File(DataFileRole.TestImages), "--labels", File(DataFileRole.TrainingLabels));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("has 100 images, and there are 1,500 labels", seen.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Invalid, Predict(File(DataFileRole.TestImages), "--labels", File(DataFileRole.TrainingImages)).Exit);
    }

    [Fact]
    public void Folders_that_are_not_named_after_digits_are_named()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder.Path, "empty")).FullName;
        Assert.Contains($"'{empty}' has no folders", Predict("--labels", empty).Error, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(empty, "seven"));
        var seen = Predict("--labels", empty);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains($"'{Path.Combine(empty, "seven")}' is named after no class", seen.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Invalid, Predict("--labels", empty, folder.Write("a.png", Enlarged(0).Encode())).Exit);
        Assert.Equal(ExitCode.Invalid, Predict().Exit);
    }

    [Fact]
    public void An_image_is_drawn_as_the_network_sees_it()
    {
        var picture = folder.Write("one.png", Enlarged(0).Encode());
        var drawn = Predict("--show", picture).Output.Split('\n');
        Assert.Equal(14, drawn.Length - Predict(picture).Output.Split('\n').Length);
        Assert.Contains(drawn, line => line.Contains('█', StringComparison.Ordinal));
    }

    [Fact]
    public void Photographs_are_written_a_folder_for_each_digit_and_read_again()
    {
        var photographs = Path.Combine(folder.Path, "photographs");
        Assert.Equal(
            ExitCode.Done, Command.Run("data", "--data", folder.Path, "--photographs", photographs, "--count", "30").Exit);
        Assert.Equal(30, Directory.GetFiles(photographs, "*.png", SearchOption.AllDirectories).Length);
        using var json = JsonDocument.Parse(Predict("--json", "--labels", photographs).Output);
        Assert.Equal(30, json.RootElement.GetProperty("labelled").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("right").GetInt32(), 18, 30);
    }

    [Fact]
    public void Answers_come_before_the_last_file_is_opened()
    {
        var late = Path.Combine(folder.Path, "late.png");
        var picture = folder.Write("one.png", Enlarged(1).Encode());
        using var output = new Watched(() => File.WriteAllBytes(late, Enlarged(2).Encode()));
        var seen = Command.Run(
            around => around with { Output = output },
            ["predict", run, "--backend", "simd", .. Enumerable.Repeat(picture, DigitReading.BatchSize), late]);
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
    }

    [Fact]
    public void Outputs_that_stand_for_no_digit_are_told_apart()
    {
        var wide = Small with
        {
            Name = "wide",
            Architecture = Small.Architecture with { Layers = [.. Small.Architecture.Layers.SkipLast(1), new Layer.Linear(16)] },
        };
        var runs = Path.Combine(folder.Path, "wide");
        Command.Run(
        [
            "train",
            folder.Write("wide.json", Encoding.UTF8.GetBytes(PlanText.Write(wide))),
            "--epochs",
            "1",
            "--backend",
            "simd",
            "--data",
            folder.Path,
            "--out",
            runs,
        ]);
        var arguments = new[] { "predict", Directory
            .GetDirectories(runs)
            .Single(), folder.Write("one.png", Enlarged(0).Encode()), "--backend", "simd" };
        var read = JsonDocument.Parse(Command.Run([.. arguments, "--json"]).Output).RootElement.GetProperty("predictions")[0];
        var probabilities = read.GetProperty("probabilities").EnumerateArray().Select(p => p.GetDouble()).ToList();
        Assert.Equal(10, probabilities.Count);
        Assert.Equal(probabilities.IndexOf(probabilities.Max()), read.GetProperty("class").GetInt32());
        Assert.Equal(1, probabilities.Sum() + read.GetProperty("noClass").GetDouble(), 1e-9);
        Assert.Contains("The network has 16 outputs", Command.Run(arguments).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no digit", Predict(arguments[2]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digit_is_one_of_ten_whatever_the_network_has_besides()
    {
        ValueList<double> probabilities = [0.1, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0.3, 0, 0, 0, 0.4, 0];
        var read = new ReadDigit("x.png", 0, IsOnly: true, Fitted: true, 0, null, probabilities, ClassNames.Digits);
        Assert.Equal((1, 0.7), (read.Digit, Math.Round(read.Others!.Value, 9)));
    }

    [Fact]
    public void Without_a_run_there_is_no_answer() =>
        Assert.Equal(ExitCode.NoRunDirectory, Command.Run("predict", folder.Path, "x.png").Exit);

    /// <summary>A test image in black on white, three times as large, off the middle of its sheet.</summary>
    private static PngPicture Enlarged(int index)
    {
        var image = Drawn.Test.Image(index).ToArray();
        return new(100, 110, 8, 0, Interlaced: index % 2 == 0, [.. Enumerable.Range(0, 110 * 100).Select(i =>
            (i % 100) - 9 is var x && (i / 100) - 20 is var y && x is >= 0 and < 84 && y is >= 0 and < 84
                ? 255 - image[(y / 3 * 28) + (x / 3)]
                : 255)]);
    }

    private static int[] Digits(Seen seen)
    {
        using var json = JsonDocument.Parse(seen.Output);
        return [.. json.RootElement.GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("class").GetInt32())];
    }

    private Seen Predict(params string[] arguments) => Command.Run(["predict", run, "--backend", "simd", "--threads", "1", .. arguments]);

    /// <summary>Does something when the first answer is written.</summary>
    private sealed class Watched(Action atFirstAnswer) : StringWriter
    {
        private int lines;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (++lines == 2)
                atFirstAnswer();
        }
    }
}
