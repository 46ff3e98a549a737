using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Export;

/// <summary>What <c>mnist export</c> was asked for.</summary>
/// <param name="Run">A run directory.</param>
/// <param name="Format">One of <see cref="ExportVerb.Formats"/>.</param>
/// <param name="File">Where to; null for beside the run.</param>
/// <param name="Onnx">What goes into an ONNX file.</param>
internal sealed record ExportRequest(string Run, string Format, string? File, OnnxOptions Onnx);

/// <summary><c>mnist export RUN</c>: a trained network in a format that other tools read.</summary>
internal static class ExportVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var run = Options.Run();
        var format = new Option<string>("--format") { Description = "The file format.", DefaultValueFactory = _ => OnnxFormat };
        format.From(Formats);
        var file = new Option<string?>("--out")
        {
            HelpName = "FILE",
            Description = "The file to write; default model.onnx or model.safetensors in the run directory. For c, the folder that "
                + "digit.c and digit.h go into; default the run directory.",
        };
        var numbers = Options.Numbers(
            NumberFormat.Int8, "C: integers of 8 bits, with ranges taken from training images, or float32 as trained.");
        var data = Options.Data();
        var fold = new Option<bool>("--fold-batch-norm")
        {
            Description = "ONNX: make batch normalisation part of the convolution before it.",
        };
        var normalize = new Option<bool>("--normalize")
        {
            Description = "ONNX: take grey levels from 0 to 255 and normalise them in the graph.",
        };
        var softmax = new Option<bool>("--softmax") { Description = "ONNX: end in probabilities and not in logits." };
        var json = Options.Json();
        var command = new Command("export", "Writes a trained network in a format that other tools read.")
        {
            run,
            format,
            file,
            fold,
            normalize,
            softmax,
            numbers,
            data,
            json,
        };
        command.SetAction(parsed => (int)around.Give(
            parsed.GetRequiredValue(format) == CFormat
                ? FirmwareExport.Run(
                    new(
                        parsed.GetRequiredValue(run),
                        parsed.GetValue(file),
                        parsed.GetValue(data),
                        Options.NumbersOf(parsed, numbers),
                        parsed.GetValue(json)),
                    around)
                : Run(new(
                    parsed.GetRequiredValue(run),
                    parsed.GetRequiredValue(format),
                    parsed.GetValue(file),
                    new()
                    {
                        FoldBatchNorm = parsed.GetValue(fold),
                        Normalize = parsed.GetValue(normalize),
                        Softmax = parsed.GetValue(softmax),
                    })),
            parsed.GetValue(json)));
        return command;
    }

    public const string OnnxFormat = "onnx";

    public const string SafetensorsFormat = "safetensors";

    public const string CFormat = "c";

    /// <summary>What can be written.</summary>
    public static ValueList<string> Formats { get; } = [OnnxFormat, SafetensorsFormat, CFormat];

    public static Reply Run(ExportRequest request) => RunName.Find(request.Run).Bind(TrainedRun.Load).Match(
        valid: run => Write(run, request),
        invalid: Reply.Refuse);

    private static Reply Write(TrainedRun run, ExportRequest request)
    {
        var path = Path.GetFullPath(request.File ?? Path.Combine(run.Stored.Directory, $"model.{request.Format}"));
        var refused = WriteError.Of(path, () => AtomicFile.Write(path, stream =>
        {
            if (request.Format == OnnxFormat)
                OnnxWriter.Write(stream, run.Plan, run.Weights, request.Onnx);
            else
                SafetensorsWriter.Write(stream, run.Weights, (long)run.Stored.Record.Epochs.Count * run.Plan.StepsPerEpoch);
        }));
        return refused is null ? Written(run, request, path) : Reply.Refuse(ExitCode.Invalid, [ErrorMessage.Of(refused)]);
    }

    private static Reply Written(TrainedRun run, ExportRequest request, string path)
    {
        var written = ExportDocument.Of(run, request, path);
        return new(ExitCode.Done)
        {
            Text =
            [
                new Block.Line($"{run.Plan.Plan.Name} as {request.Format}: {path}, {written.Bytes.Bytes()}.", Tone.Good),
                .. request.Format == OnnxFormat
                    ?
                    [
                        new Block.Line($"Operator set {OnnxWriter.OperatorSet}; {written.Input}; {written.Output}."),
                        .. request.Onnx.Normalize ? [] : new[] { NormalizedMeans(run.Plan.Plan.Training.Normalization) },
                    ]
                    : new[] { new Block.Line("Tensors have the names of PyTorch's state_dict.") },
                .. ValueList.If(run.Plan.Data.Classes != ClassNames.Digits, new Block.Line(Outputs(run.Plan))),
            ],
            Json = () => JsonText.Write(written, ExportJson.Default.ExportDocument),
        };
    }

    /// <summary>What the outputs stand for; a network may have more of them than there are classes.</summary>
    private static string Outputs(CheckedPlan plan)
    {
        var (outputs, classes) = (plan.Summary.Output.Channels, plan.Data.Classes);
        return outputs > classes.Count
            ? $"The first {classes.Count} of its {outputs} outputs are the classes, in the order of record.json: {classes}; the "
                + "others stand for nothing."
            : $"Its {outputs} outputs are the classes, in the order of record.json: {classes}.";
    }

    private static Block.Line NormalizedMeans(Normalization values) => new(
        $"Normalised means (grey level / 255 - {values.Mean.Exact()}) / {values.StandardDeviation.Exact()}; "
            + "--normalize puts that into the file.",
        Tone.Muted);
}
