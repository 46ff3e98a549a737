using Mnist.Domain.Deployment;

namespace Mnist.Engine.Export.Firmware;

/// <summary>The functions of the header.</summary>
internal sealed class EntryCode(CText text, Arithmetic arithmetic, StageCode stages)
{
    private readonly DeployedNetwork network = arithmetic.Network;

    /// <summary>All of them.</summary>
    public void Write()
    {
        Advance();
        Begin();
        Row();
        End();
        text.Block("int digit_classify(const uint8_t pixels[DIGIT_ROWS * DIGIT_COLUMNS], digit_logit logits[DIGIT_LOGITS])", () => text
            .Line("digit_begin();")
            .Block("for (int y = 0; y < DIGIT_ROWS; y++)", () => text.Line("digit_row(pixels + y * DIGIT_COLUMNS);"))
            .Line("return digit_end(logits);"));
    }

    /// <summary>A row is followed as deep as it leads.</summary>
    private void Advance()
    {
        if (network.ByRows == 0)
            return;
        var ready = string.Join(" || ", Enumerable.Range(0, network.ByRows).Reverse().Select(stage => $"stage_{stage}()"));
        text.Comment("The deepest stage that can go on goes first, so that no row is kept longer than it is needed.");
        text.Block("static void advance(void)", () => text.Block($"while ({ready})", () => text.Line("continue;"))).Line();
    }

    /// <summary>Rows in the padding can be computed before the image comes.</summary>
    private void Begin() => text.Block("void digit_begin(void)", () =>
    {
        text.Loop("i", 1 + network.Stages.Count, () => text.Line("done[i] = 0;"));
        GoOn();
    }).Line();

    private void GoOn() => text.Line(network.ByRows > 0 ? "advance();" : "/* Layer by layer: computing begins with the last row. */");

    private void Row() => text.Block("void digit_row(const uint8_t pixels[DIGIT_COLUMNS])", () =>
    {
        text.Block("if (done[0] == DIGIT_ROWS)", () => text.Line("return;"));
        text.Line($"{arithmetic.Value} *out = {stages.Row(0, "done[0]")};");
        text.Block("for (int x = 0; x < DIGIT_COLUMNS; x++)", () => text.Line($"out[x] = {arithmetic.Pixel("pixels[x]")};"));
        text.Line("done[0]++;");
        GoOn();
    }).Line();

    private void End() => text.Block("int digit_end(digit_logit logits[DIGIT_LOGITS])", () =>
    {
        var last = network.Stages[^1];
        text.Block("if (done[0] != DIGIT_ROWS)", () => text.Line("return -1;"));
        for (var stage = network.ByRows; stage < network.Stages.Count; stage++)
            text.Block($"while (stage_{stage}())", () => text.Line("continue;"));
        text.Line($"const {arithmetic.Made(last.Output - 1)} *out = {stages.Row(last.Output, "0")};").Line("int best = 0;");
        text.Block("for (int i = 0; i < DIGIT_LOGITS; i++)", () =>
        {
            text.Block("if (logits)", () => text.Line("logits[i] = out[i];"));
            text.Block("if (out[i] > out[best])", () => text.Line("best = i;"));
        });
        text.Line("return best;");
    }).Line();
}
