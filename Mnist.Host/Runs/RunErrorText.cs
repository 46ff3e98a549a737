using Mnist.Host.Plans;
using Mnist.Host.Slurm;
using Mnist.Host.Variations;
using Mnist.Host.Wording;

namespace Mnist.Host.Runs;

/// <summary>One sentence for each <see cref="RunError"/>.</summary>
internal static class RunErrorText
{
    /// <summary>So many runs are named where a word stands for several.</summary>
    private const int MostNamed = 3;

    public static string Sentence(this RunError error) => error.Match(new RunError.Cases<string>(
        NoPlan: e => e.Error.Sentence(),
        BadSetting: e => e.Error.Sentence(),
        BadPlan: e => $"{(e.Variant is { } variant ? $"{variant}: " : "")}{e.Error.Message().Sentence}",
        TooLarge: e => e.Error.Sentence(),
        NoneLeft: e => $"--validation is {e.HeldOut.Grouped()}, but there are {e.Images.Of("training image")}; some must be left to "
            + "train on.",
        NoBackend: e => e.Backend.Missing(),
        UnknownBackend: e => BackendText.Unknown(e.Name),
        NoData: e => e.Error.Sentence(),
        UnnamedData: e => $"The run's data is '{e.Name}', which is not MNIST: name its folder with --data or in MNIST_DATA.",
        OtherData: e =>
            $"This is not the data of the run: it was trained on '{e.Recorded.Name}' with the SHA-256 {e.Recorded.Hash}, "
            + $"and '{e.Name}' here has {e.Hash}. Name the run's own data with --data.",
        Directory: e => e.Error.Sentence(),
        Stored: e => e.Error.Sentence(),
        ReportFile: e => $"{e.Path}: cannot be written to: {e.Cause}",
        NoRun: e => $"there is no run '{e.Name}' in '{e.Folder}'; {(e.Nearest.Count == 0
            ? $"there is none at all: `{Product.Command} train` makes one."
            : $"did you mean {e.Nearest.Or()}? `{Product.Command} runs` lists them, and `latest` names the last one.")}",
        ManyRuns: e => $"'{e.Name}' begins the names of {e.Found.Count.Of("run")}: {e.Found.Take(MostNamed).ToList().And()}"
            + $"{(e.Found.Count > MostNamed ? ", ..." : "")}; write more of the name.",
        NoSweep: e => $"{e.Path}: there is no sweep; name the folder that `{Product.Command} sweep --out` was given.",
        BadSweep: e => $"{e.Path}: no sweep that can be read: {e.Cause}. Give the command of the sweep again with the same --out.",
        MixedSweeps: e => $"{e.Path}: its sweeps differ in program, backend or data, and do not go into one table; name one of "
            + $"their files: {e.Files.Or()}.",
        HalvedInRounds: e => $"{e.Path}: this sweep drops plans after each round, by what their runs bring, and a job array is queued "
            + "before any has ended. Leave --launcher slurm out.",
        OtherProgram: e => $"{e.Path}: this sweep was begun by mnist {e.Version}, and this is {Product.Version}, which may give "
            + "other bits. Use the same program, or begin the sweep again with this one.",
        Scheduler: e => e.Error.Sentence(),
        BeyondDevices: e => $"The network has more than {e.MostStages} stages or {e.MostRows.Grouped()} rows of pixels, "
            + "which no small device computes; export it as ONNX.",
        NotQuantizable: e => $"{e.Error}"));
}
