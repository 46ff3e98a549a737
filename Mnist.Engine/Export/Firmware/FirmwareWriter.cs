using Mnist.Domain.Deployment;
using Mnist.Engine.Quantization;

namespace Mnist.Engine.Export.Firmware;

/// <summary>A network as one C99 file and its header: no allocation, no library beyond stdint.h, one arena.</summary>
public static class FirmwareWriter
{
    /// <summary>The header.</summary>
    public const string HeaderName = "digit.h";

    /// <summary>The source.</summary>
    public const string SourceName = "digit.c";

    /// <summary>The header's text.</summary>
    /// <param name="firmware">The network.</param>
    /// <param name="title">What is said at its top.</param>
    public static string Header(FirmwareNetwork firmware, ValueList<string> title)
    {
        var (network, arithmetic) = (firmware.Network, Of(firmware));
        var text = new CText();
        text.Comment(title).Line("#ifndef DIGIT_H").Line("#define DIGIT_H").Line().Line("#include <stdint.h>").Line();
        text.Line($"#define DIGIT_ROWS {network.Graph.Input.Height}").Line($"#define DIGIT_COLUMNS {network.Graph.Input.Width}");
        text.Line($"#define DIGIT_LOGITS {network.Stages[^1].Result.Channels}");
        text.Line($"#define DIGIT_ARENA_BYTES {network.ArenaBytes}").Line();
        text.Comment(firmware.Match<string>(new(
            Int8: n => FormattableString.Invariant($"A logit, in units of {n.Quantized.LogitScale:G6}."),
            Float32: _ => "A logit.")));
        text.Line($"typedef {arithmetic.Sum} digit_logit;").Line();
        text.Comment("The class of an image: rows of grey levels, 0 black to 255 white, the digit bright. logits may be null.");
        text.Line("int digit_classify(const uint8_t pixels[DIGIT_ROWS * DIGIT_COLUMNS], digit_logit logits[DIGIT_LOGITS]);").Line();
        text.Comment("The same row by row, from the top; -1 at the end where rows are missing.");
        text.Line("void digit_begin(void);").Line("void digit_row(const uint8_t pixels[DIGIT_COLUMNS]);");
        return text.Line("int digit_end(digit_logit logits[DIGIT_LOGITS]);").Line().Line("#endif").ToString();
    }

    /// <summary>The source's text.</summary>
    /// <param name="firmware">The network.</param>
    /// <param name="title">What is said at its top.</param>
    public static string Source(FirmwareNetwork firmware, ValueList<string> title)
    {
        var (network, arithmetic) = (firmware.Network, Of(firmware));
        var text = new CText();
        text.Comment([.. title, "", .. FirmwareTable.Of(network)]).Line("#include \"digit.h\"").Line();
        text.Line("#ifdef __AVR__").Line("#define ROM const __flash").Line("#else").Line("#define ROM const").Line("#endif").Line();
        foreach (var line in arithmetic.Arena.Split('\n'))
            text.Line(line);
        text.Line();
        text.Comment("Rows of the image that came, then rows of pixels that each stage has computed.");
        text.Line($"static int16_t done[{1 + network.Stages.Count}];").Line();
        foreach (var (index, node) in network.Graph.Nodes.Index().Where(at => at.Item.Operation is Operation.Convolution))
        {
            arithmetic.Constants(text, index, OperationCode.Name(node));
            text.Line();
        }

        arithmetic.Helpers(text);
        var operations = new OperationCode(text, arithmetic);
        var folded = network.Stages.Where(stage => stage.Fold is not null).Select(stage => stage.Output - 1).ToHashSet();
        for (var node = 0; node < network.Graph.Nodes.Count; node++)
        {
            if (!folded.Contains(node))
                operations.Write(node);
        }

        var stages = new StageCode(text, arithmetic);
        for (var stage = 0; stage < network.Stages.Count; stage++)
            stages.Write(stage);
        new EntryCode(text, arithmetic, stages).Write();
        return text.ToString();
    }

    private static Arithmetic Of(FirmwareNetwork firmware) => firmware.Match<Arithmetic>(new(
        Int8: n => new Int8Arithmetic(n.Quantized),
        Float32: n => new Float32Arithmetic(n.Folded)));
}
