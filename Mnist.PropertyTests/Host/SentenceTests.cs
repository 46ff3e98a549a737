using System.Globalization;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Statistics;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Engine.Quantization;
using Mnist.Host.Plans;
using Mnist.Host.Wording;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Every case of every error has a sentence, and the sentence has the case's numbers in it.</summary>
public sealed class SentenceTests
{
    private static readonly PlacedLayer Conv = new("5", new Layer.Conv2d(12, 3));

    private static readonly (PlanError Error, string Sentence)[] PlanErrors =
    [
        (new PlanError.OutOfRange(
            "layers.3",
            "rate",
            1.5,
            new(0, 1, HighIncluded: false)), "layers.3: rate is 1.5; it must be at least 0 and below 1."),
        (new PlanError.BadName(
            "a b"), "name: 'a b' cannot name a plan and its folder; use 1 to 64 letters, digits and . _ - with / inside."),
        (new PlanError.NoLayers("3.body"), "layers.3.body: there are no layers; add at least one."),
        (new PlanError.NestedTooDeep(new("5.body.0", new Layer.Residual([])), 100), "layers.5.body.0 residual: it lies inside 100 "
            + "residual blocks, the most that may be in one another; put blocks one after the other."),
        (new PlanError.Network(new NetworkError.DoesNotFit(Conv, 7, new(16, 5, 5))), "layers.5 conv2d: a 7x7 window does not fit into "
            + "its 16x5x5 input; use a smaller kernel, padding or less pooling before it."),
        (new PlanError.Network(new NetworkError.GroupsMismatch(Conv, 8, 12, 5)), "layers.5 conv2d: 5 groups do not divide both its 8 "
            + "input channels and its 12 filters; use a number of groups that does, such as 4."),
        (new PlanError.Network(new NetworkError.NotFlat(
            new("7", new Layer.Linear(10)),
            new(16, 5, 5))), "layers.7 linear: its input is 16x5x5 and not flat; put flatten or globalAvgPool before it."),
        (new PlanError.Network(new NetworkError.BranchesDisagree(Conv, new(8, 5, 5), new(16, 5, 5))), "layers.5 conv2d: the body ends "
            + "in 8x5x5 and the shortcut in 16x5x5, which cannot be added; make them alike, for example with a 1x1 conv2d as projection."),
        (new PlanError.Network(new NetworkError.BranchesMisaligned(Conv, 2, 4)), "layers.5 conv2d: neighbours are 2x2 pixels apart "
            + "after the body and 4x4 after the shortcut, so their sum would mix unlike places; use the same strides in both."),
        (new PlanError.Network(new NetworkError.TooLarge(
            "5",
            Quantity.Activations,
            2_147_483_647)), "layers.5: more than 2,147,483,647 activations; make it smaller."),
        (new PlanError.WrongInput(new(3, 32, 32), Shape.MnistImage), "input: the plan takes images of 3x32x32, but those of the data "
            + "are 1x28x28; set input to [1, 28, 28] or leave it out."),
        (new PlanError.OutputNotFlat(new(10, 3, 3)), "layers: the last layer leaves 10x3x3, but logits have no height and width; end "
            + "with globalAvgPool, or with flatten and linear."),
        (new PlanError.TooFewOutputs(1, 10), "layers: 1 output for 10 classes; give the last layer at least 10."),
        (new PlanError.BatchTooLarge(
            70_000,
            60_000), "training: batchSize is 70,000, but there are 60,000 training images; use a batch of at most that many."),
        (new PlanError.OneValuePerChannel(Conv, 1), "layers.5 conv2d: a batch of an epoch has 1 image and leaves one value a channel, "
            + "which cannot be normalised; choose a batchSize whose rest is larger, or normalise before the pooling."),
        (new PlanError.BeyondMemory(804_000_000_000, 24_100_000_000, 1), "training: it takes up to 804.0 GB of memory, and this "
            + "machine has 24.1 GB; use a smaller batchSize, fewer threads or a smaller network."),
        (new PlanError.OverBudget(Quantity.Parameters, 12_000, 9_999, [new(Conv, 7_000)]), "target: 12,000 parameters are 2,001 over "
            + "the budget of 9,999; most are in layers.5 conv2d (7,000): make it smaller or raise maxParameters (--max-params)."),
        (new PlanError.OverBudget(Quantity.Ram, 4_824, 4_096, [new(Conv, 1_152)]), "target: 4,824 bytes of RAM are 728 over the budget "
            + "of 4,096; most are in layers.5 conv2d (1,152): make it smaller or raise maxRamBytes (--max-ram)."),
        (new PlanError.OverBudget(Quantity.Flash, 12_908, 8_192, [new(Conv, 5_000)]), "target: 12,908 bytes of flash are 4,716 over "
            + "the budget of 8,192; most are in layers.5 conv2d (5,000): make it smaller or raise maxFlashBytes (--max-flash)."),
        (new PlanError.BeyondDevices(100, 10_000), "target: memory on a device is calculated for at most 100 stages and 10,000 rows, and "
            + "the network has more; use fewer layers or smaller activations, or leave maxFlashBytes and maxRamBytes out."),
        (new PlanError.FieldTooSmall(14, 28), "target: the logits depend on 14 of the image's rows or columns, and 28 are asked for; "
            + "use more layers, larger kernels, padding, dilation or earlier pooling, or lower minReceptiveField (--min-receptive-field)."),
        (new PlanError.TooManyEpochs(20, 15), "target: 20 epochs are more than the 15 it allows; train for fewer or raise maxEpochs."),
        (new PlanError.TooFewEpochs(3, 5), "target: it looks back over 5 epochs, but the run has 3; train for more or lower lastEpochs."),
    ];

    private static readonly (PlanWarning Warning, string Sentence)[] PlanWarnings =
    [
        (new PlanWarning.UnusedOutputs(16, 10), "layers: 16 outputs for 10 classes; the last 6 outputs learn only never to be chosen."),
        (new PlanWarning.BiasBeforeBatchNorm(Conv, 12), "layers.5 conv2d: batchNorm2d takes its bias away again; without it the net "
            + "has 12 parameters fewer and computes the same."),
        (new PlanWarning.UnseenPixels(588, 14, new(14, 14, 196), Shape.MnistImage), "layers: no logit depends on 588 pixels of the "
            + "image's 784: 14 of 28 rows and 14 of 28 columns count; more depth, dilation or pooling would let them see more."),
        (new PlanWarning.UnseenPixels(55, 28, new(27, 27, 729), Shape.MnistImage), "layers: no logit depends on 55 pixels of the "
            + "image's 784: 27 of 28 rows and 27 of 28 columns count; padding, or strides and windows that leave no rest and no gap, "
                + "would let them see all."),
        (new PlanWarning.RectifiedLogits(new("7", new Layer.Relu())), "layers.7 relu: it rectifies the logits: a class whose logit "
            + "starts below 0 for all images gets no gradient and may never be learned; leave it out."),
        (new PlanWarning.AccuracyAsFraction(0.994), "target: accuracy is in per cent, and 0.994 % asks for nothing; write 99.4."),
        (new PlanWarning.PaddingBeyondKernel(Conv, 4, 2), "layers.5 conv2d: with padding 4 the first windows see no pixel of their "
            + "input; a padding of at most 2 keeps them on it."),
        (new PlanWarning.HeavyDropout(new("7", new Layer.Dropout(0.9)), 0.9), "layers.7 dropout: it sets 90 % of the values to zero; "
            + "rates up to 0.5 are usual, and small networks need less than 0.1."),
        (new PlanWarning.HeavyDecay(5, 0.1), "training.optimizer: weightDecay is 5, which pulls all weights to zero; up to 0.1 is "
            + "usual, 0.0001 is common."),
        (new PlanWarning.IgnoredLearningRate(0.5, 0.1), "training.optimizer: learningRate 0.5 is not used: the schedule sets every "
            + "rate, at most 0.1; set its maxLearningRate."),
        (new PlanWarning.NoNormalization(3, 0.5, 0.05), "training: 3 convolutions without batchNorm2d and a learning rate of up to "
            + "0.5: such networks often learn nothing; put batchNorm2d behind the convolutions, or stay below 0.05."),
        (new PlanWarning.LatePooling(new("7", new Layer.MaxPool2d(2))), "layers.7 maxPool2d: no convolution of more than one pixel "
            + "comes after it, so that what it keeps is not looked at together; pool earlier, or end with globalAvgPool alone."),
        (new PlanWarning.ScheduleTooLong(new LearningRateSchedule.StepLr(20), "stepEpochs", 20, 14), "training.schedule: stepEpochs "
            + "is 20, but the run has room for 14: the rate never steps, as in PyTorch; shorten it or train for more epochs."),
    ];

    private static readonly (Miss Miss, string Sentence)[] Misses =
    [
        (new Miss.BelowAccuracy(
            11,
            new(9_939, 10_000),
            99.4), "epoch 11: 99.39 % (9,939 of 10,000) is below 99.4 %."),
        (new Miss.Unfinished(1, 15), "the run stopped after 1 of 15 epochs."),
        (new Miss.Diverged(3), "epoch 3: the training loss is no longer a number; use a lower learning rate."),
    ];

    private static readonly (DataError Error, string[] Says)[] DataErrors =
    [
        (new DataError.NowhereFound(["/a", "/b"]), ["/a, /b", "--data", "MNIST_DATA"]),
        (new DataError.FileMissing("/a", DataFileRole.TestLabels, ["x", "y"]), ["/a", "test labels", "x or y"]),
        (new DataError.IsDirectory("/a"), ["/a"]),
        (new DataError.Unreadable("/a", "denied."), ["/a", "denied."]),
        (new DataError.Unwritable("/a", "full."), ["/a", "full.", "--data"]),
        (new DataError.DamagedGzip("/a", 1_234), ["/a", "1,234"]),
        (new DataError.WrongMagic("/a", 0x803, 0x1F8B), ["/a", "0x00000803", "0x00001f8b"]),
        (new DataError.WrongImageSize("/a", 32, 33), ["/a", "32x33"]),
        (new DataError.Empty("/a"), ["/a"]),
        (new DataError.TooLarge("/a", 5_000_000, 1_000_000), ["/a", "5,000,000", "1,000,000"]),
        (new DataError.Truncated("/a", 60_008, 59_000), ["/a", "60,008", "59,000"]),
        (new DataError.TrailingBytes("/a", 60_008), ["/a", "60,008"]),
        (new DataError.LabelOutOfRange("/a", 4_321, 11, 1, 10), ["/a", "4,321", "11", "1 to 10"]),
        (new DataError.NothingThere("/a"), ["/a", "train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]),
        (new DataError.SeveralSets("/a", ["emnist-balanced", "emnist-letters"]), ["/a", "2 data sets", "--data /a/emnist-balanced"]),
        (new DataError.SeveralFiles("/a", DataFileRole.TestImages, ["b", "c"]), ["/a", "test images", "b and c"]),
        (new DataError.OneClass("/a", 3), ["/a", "every label is 3", "2 classes"]),
        (new DataError.BadClassName("/a", new(2, "cat", ClassNameFault.Twice)), ["/a", "name 3", "'cat'"]),
        (new DataError.BadClassCount("/a", 257), ["/a", "257", "2 to 256"]),
        (new DataError.BadMapping("/a", 7), ["/a", "line 7"]),
        (new DataError.CountsDisagree("/a", 12, "/b", 13), ["/a", "/b", "12 images", "13 labels"]),
        (new DataError.NotMnist("/a", "e1", "a1"), ["/a", "e1", "a1"]),
        (new DataError.DownloadFailed(
            DataFileRole.TrainingImages,
            [.. Faults.Select(f => new MirrorFailure(new("https://mirror.example/x"), f.Fault))]),
            ["training images", "mirror.example", .. Faults.Select(f => f.Says)]),
    ];

    private static readonly (QuantizationError Error, string Sentence)[] QuantizationErrors =
    [
        (new QuantizationError.WindowTooLarge(Conv, 40_000, 32_768), "layers.5 conv2d: one output adds up 40,000 products, and with 8 "
            + "bits at most 32,768 fit into a sum of 32; export it with --numbers float32, or use a smaller window or groups."),
        (new QuantizationError.NotFinite(Conv), "layers.5 conv2d: its weights, or what it computes, are infinite or no numbers; train "
            + "the plan again, with a lower learning rate."),
    ];

    private static (MirrorFault Fault, string Says)[] Faults =>
    [
        (new MirrorFault.Unreachable("no route"), "no route"),
        (new MirrorFault.Refused(503), "503"),
        (new MirrorFault.Stalled(1_000, TimeSpan.FromSeconds(20)), "20 s after 1,000 bytes"),
        (new MirrorFault.TooSlow(2_000, TimeSpan.FromMinutes(10)), "2,000 bytes within 10 min"),
        (new MirrorFault.TooLarge(64_000_000), "64.0 MB"),
        (new MirrorFault.WrongContent("e2", "a2"), "a2 and not e2"),
    ];

    private static readonly FileError[] FileErrors =
    [
        new FileError.Missing(), new FileError.IsDirectory(), new FileError.Unreadable("denied"), new FileError.TooLarge(1_000_000),
        new FileError.NotUtf8(new(3, 4)), new FileError.Empty(),
    ];

    [Fact]
    public void Every_plan_error_has_its_sentence()
    {
        AssertSentences(PlanErrors, e => e.Message().Sentence);
        AssertComplete(PlanErrors.Select(e => e.Error).OfType<PlanError.Network>().Select(e => e.Error));
    }

    [Fact]
    public void Every_plan_warning_has_its_sentence() => AssertSentences(PlanWarnings, w => w.Message().Sentence);

    [Fact]
    public void Every_quantization_error_has_its_sentence() => AssertSentences(QuantizationErrors, e => e.Sentence());

    [Fact]
    public void Every_miss_has_its_sentence() => AssertSentences(Misses, m => m.Sentence());

    [Fact]
    public void Every_data_error_names_its_file_and_numbers()
    {
        AssertComplete(DataErrors.Select(e => e.Error));
        AssertComplete(Faults.Select(f => f.Fault));
        Assert.All(DataErrors, e => Assert.All(e.Says, part => Assert.Contains(part, e.Error.Sentence(), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_file_error_names_the_file()
    {
        AssertComplete(FileErrors);
        Assert.All(FileErrors, e => Assert.Contains("'nets/a.json'", e.Sentence("nets/a.json"), StringComparison.Ordinal));
    }

    /// <summary>A library is called from programs of any language; an English sentence keeps its English numbers.</summary>
    [Fact]
    public void Sentences_are_the_same_in_any_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("1.234,50", 1234.5.ToString("N2"));
            Every_plan_error_has_its_sentence();
            Every_plan_warning_has_its_sentence();
            Every_miss_has_its_sentence();
            Every_data_error_names_its_file_and_numbers();
            Assert.Equal("99 of 1,000, 9.90 %", $"{new Score(99, 1000)}");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Whoever prints an error gets its sentence too.</summary>
    private static void AssertSentences<T>((T Case, string Sentence)[] expected, Func<T, string> sentence)
    {
        AssertComplete(expected.Select(e => e.Case));
        Assert.All(expected, e => Assert.Equal((e.Sentence, e.Sentence), (sentence(e.Case), $"{e.Case}")));
    }

    private static void AssertComplete<T>(IEnumerable<T> cases) => Assert.Equal(
        typeof(T).GetNestedTypes(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .Where(type => type.IsSubclassOf(typeof(T)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal),
        cases.Select(c => c!.GetType().Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
